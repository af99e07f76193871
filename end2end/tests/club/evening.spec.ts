import type { Browser, Page } from "@playwright/test";
import { postgres } from "../../bench/programs.mjs";
import { Desk, EVENT, counterPoints } from "../../fixtures/desk";
import { inhabitants, joinBy } from "../../fixtures/door";
import { Server } from "../../fixtures/server";
import { expect, kept, test } from "../../fixtures/test";

const CLUB = "0192c3d0-0000-7000-8000-0000000000aa";
/** The region of the inhabitants, by its number. */
const REGION = "4";
/** Who comes: thirty members, and sixty who are none. */
const people = inhabitants(90);
const members = people.slice(0, 30);
/** Whom each phone scans: thirty come by both. */
const rows = [
  [...people.slice(0, 20), ...people.slice(30, 70)],
  [...people.slice(10, 30), ...people.slice(50, 90)],
] as const;

/** An empty club, made by the administrator of its region. */
async function makeClub(browser: Browser, server: Server): Promise<void> {
  server.invite = server.link("--region", REGION);
  const context = await browser.newContext();
  const region = await Desk.open(await context.newPage(), server);
  const [organizer] = Desk.organizers;
  await region.ask("PUT", `/club/${CLUB}`, {
    name: "Jeugdhuis De Lindel",
    rules: { end: { type: "custom", suggested: [8, 31] }, renewMonths: 2 },
    rights: [{ organizer, permission: "WRITE" }],
  });
  await context.close();
}

/** Half of the members by their pass, half out of a spreadsheet with a slip in it. */
async function addMembers(page: Page, server: Server): Promise<void> {
  await page.goto(`${server.url}/nl/beheer/leden/${CLUB}`);
  const listed = page.locator("li.member");
  await page.locator("#member-add summary").click();
  await expect(page.locator("#member-until")).toHaveValue(/-08-31$/);
  await expect(listed, "an empty club").toHaveCount(0);
  for (const [place, pass] of members.slice(0, 15).entries()) {
    await page.locator("#member-number").fill(pass);
    await page.locator("#member-number").press("Enter");
    await expect(listed).toHaveCount(place + 1);
    await expect(page.locator("#member-number")).toHaveValue("");
  }
  await page.locator("#member-import summary").click();
  const lines = members.slice(15).map((pass, place) => `"Lid, ${place}";${place + 1}/2/2008;${pass};12,50`);
  const text = ["Naam;Geboortedatum;Kaart;Lidgeld", ...lines, "Zonder pas;30/2/2008;;"].join("\r\n");
  await page.locator("#import-file").setInputFiles({ name: "leden.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Kijk na" }).click();
  await expect(page.locator("#import-ready")).toHaveText("Klaar om toe te voegen: 15");
  await expect(page.locator("#import-not")).toContainText("Niet duidelijk: 1");
  await expect(listed, "nothing is kept by looking").toHaveCount(15);
  await page.locator("#import-add").click();
  await expect(listed).toHaveCount(30);
}

/** Opens the door on the admin's screen; its id. */
async function openDoor(page: Page, server: Server): Promise<string> {
  await page.goto(`${server.url}/nl/beheer`);
  await page.getByRole("button", { name: "Open een deur" }).click();
  await page.locator("label[for='door-manner']").waitFor();
  await page.locator(`[id="event-${EVENT}"]`).check();
  await page.locator("#door-manner").selectOption("MEMBERS");
  await page.locator("#door-capacity").fill("200");
  await page.locator(".desk-form button[type=submit]").click();
  await expect(page.locator("#door-inside")).toContainText("0 van 200");
  return page.url().split("/").at(-1)!;
}

/** A helper scans them one after another, and lets in who is no member too: what was said of each. */
const scan = (page: Page, passes: readonly string[]): Promise<string[]> =>
  page.evaluate(async (passes) => {
    const until = async <T>(found: () => T | null | undefined | false): Promise<T> => {
      for (;;) {
        const it = found();
        if (it) return it;
        await new Promise((go) => setTimeout(go, 4));
      }
    };
    const over = () => document.querySelector<HTMLElement>(".door__over");
    const said: string[] = [];
    for (const pass of passes) {
      for (const key of [...pass, "Enter"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      let verdict = await until(() => over()?.querySelector(".verdict"));
      if (verdict.classList.contains("verdict--stranger")) {
        const buttons = [...over()!.querySelectorAll("button")];
        buttons.find((button) => button.textContent === "Laat toch binnen")!.click();
        verdict = await until(() => over()?.querySelector(".verdict:not(.verdict--stranger)"));
        said.push("let in");
      } else said.push(verdict.classList.contains("verdict--member") ? "member" : verdict.className);
      over()?.click();
      await until(() => !over());
    }
    return said;
  }, passes);

/** How many lines of the phone's own list say this. */
async function says(page: Page, words: string): Promise<number> {
  await page.getByRole("link", { name: "Lijst van vandaag" }).click();
  const lines = page.locator(".door__line");
  await expect(lines).toHaveCount(60);
  return lines.filter({ hasText: words }).count();
}

for (const database of ["SQLite", "PostgreSQL"]) {
  test(`a club's first evening without a server, on ${database}: 30 members, two phones, 120 visits, and everybody says the same after it`, async ({ page, browser, accessible }) => {
    test.setTimeout(120_000);
    const base = database === "PostgreSQL" ? await postgres() : undefined;
    const server = new Server();
    try {
      await server.start(base ? { more: ["--database-url", base.url] } : {});
      const desk = await Desk.open(page, server);
      await makeClub(browser, server);
      await addMembers(page, server);
      await accessible(page);
      const shift = await openDoor(page, server);
      const before = await counterPoints(server, people);
      const phones: Page[] = [];
      for (const name of ["Anna", "Bo"]) {
        const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: "nl-BE", timezoneId: "Europe/Brussels" });
        const phone = await context.newPage();
        const { address } = await desk.invite(shift, "COUNTER");
        await joinBy(phone, address, name);
        await kept(phone);
        phones.push(phone);
      }
      const [anna, bo] = [phones[0]!, phones[1]!];

      await server.kill();
      const said = await Promise.all([scan(anna, rows[0]), scan(bo, rows[1])]);
      for (const one of said) expect(one).toEqual([...Array(20).fill("member"), ...Array(40).fill("let in")]);
      for (const phone of phones) await expect(phone.locator(".door__tally").first()).toHaveText("60 binnen · 60 wachten op verbinding");

      await server.start();
      for (const phone of phones) {
        await phone.evaluate(() => window.dispatchEvent(new Event("online")));
        await expect(phone.locator(".door__tally").first()).not.toContainText("wacht", { timeout: 40_000 });
      }
      // The reference: ninety people, each in once, whoever was first.
      const told = async () => {
        const report = await desk.report(shift);
        return [report.count.people, report.devices.map(({ waiting }) => waiting)];
      };
      await expect.poll(told, { timeout: 20_000 }).toEqual([90, [0, 0]]);
      const states = (await desk.log(shift)).map(({ state }) => state);
      expect([states.filter((state) => state === "IN").length, states.length]).toEqual([90, 120]);
      const after = await counterPoints(server, people);
      expect(after.map((points, place) => points - before[place]!)).toEqual(people.map(() => 1));
      await expect(page.locator("#door-inside")).toContainText("90 van 200", { timeout: 15_000 });
      const list = await desk.ask<{ members: unknown[] }>("GET", `/club/${CLUB}/members`);
      expect(list.members).toHaveLength(30);
      // Thirty came by both: the one phone or the other says so, of each.
      const twice = [await says(anna, "Al ingecheckt"), await says(bo, "Al ingecheckt")];
      expect(twice[0]! + twice[1]!, twice.join(" and ")).toBe(30);
      for (const [place, other] of [[0, "Bo"], [1, "Anna"]] as const) {
        const lines = phones[place]!.locator(".door__line").filter({ hasText: `door ${other}` });
        await expect(lines).toHaveCount(twice[place]!);
      }
    } finally {
      await server.end();
      await base?.stop();
    }
  });
}
