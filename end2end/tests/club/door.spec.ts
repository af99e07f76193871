import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { Desk, EVENT, counterCheckin } from "../../fixtures/desk";
import { joinBy, next, verdict, wedge } from "../../fixtures/door";
import { Phone } from "../../fixtures/phone";
import { alive, expect, kept, test } from "../../fixtures/test";

/** Nobody's member yet. */
const GODELIEVE = "0900000067513";

type Member = { who: { id: string }; firstName: string; until: string; conflicts: unknown[] };
/** A member of the sports club whose year is nearly over, so that it can be renewed. */
const NEARLY = "0900004518305";
const YOUTH = "[TEST] Jeugdhuis";
const SPORTS = "[TEST] Sportclub, een jaar";

/** The members of a club, as its admin is told. */
async function members(desk: Desk, club: string): Promise<Member[]> {
  const { id } = (await desk.ask<{ id: string; name: string }[]>("GET", "/club")).find(({ name }) => name === club)!;
  return (await desk.ask<{ members: Member[] }>("GET", `/club/${id}/members`)).members;
}

/** Opens a door on the admin's screen; its id. */
async function open(page: Page, manner: string, capacity: string): Promise<string> {
  await page.getByRole("button", { name: "Open een deur" }).click();
  await page.locator("label[for='door-manner']").waitFor();
  await page.locator(`[id="event-${EVENT}"]`).check();
  await page.locator("#door-manner").selectOption(manner);
  await page.locator("#door-capacity").fill(capacity);
  await page.locator(".desk-form button[type=submit]").click();
  await expect(page.locator("#door-inside")).toContainText(`0 van ${capacity}`);
  return page.url().split("/").at(-1)!;
}

const invite = (desk: Desk, shift: string, role: string) => desk.ask<{ address: string }>("POST", `/shifts/${shift}/codes`, { role });
const button = (page: Page, name: string) => page.locator(".door__over").getByRole("button", { name, exact: true });

test("the door of a club: no member, made one offline and let in, known on the other phone; two who disagree are both told", async ({ page, browser, ownServer, accessible }) => {
  test.setTimeout(120_000);
  const [one, other] = [new Phone(), new Phone()];
  try {
    const desk = await Desk.open(page, ownServer);
    const shift = await open(page, "MEMBERS", "50");
    const before = (await members(desk, YOUTH)).length;
    const first = await one.open();
    const second = await other.open();
    await joinBy(first, (await invite(desk, shift, "COUNTER")).address, "Olena");
    await joinBy(second, (await invite(desk, shift, "COUNTER")).address, "Boris");
    await kept(first);

    // One phone without network: whoever is no member is not let in by the scan alone.
    await first.context().setOffline(true);
    await wedge(first, GODELIEVE);
    await expect(verdict(first)).toHaveClass(/verdict--stranger/);
    await expect(verdict(first)).toContainText("Geen lid");
    await expect(first.locator(".door__tally").first()).toHaveText("0 binnen");
    await accessible(first);
    await button(first, "Maak lid").click();
    const form = first.locator(".door__form");
    await expect(form).toBeVisible();
    await form.locator("#member-club").selectOption({ label: YOUTH });
    await expect(form.locator("#member-until")).toHaveValue(/^20\d\d-\d\d-\d\d$/);
    await form.locator(".door__extra summary").click();
    await form.locator("#member-fee").fill("tien");
    await form.locator("button[type=submit]").click();
    await expect(form.getByRole("alert")).toContainText("12,50");
    await form.locator("#member-fee").fill("12,50");
    await form.locator("#member-group").fill("Rakkers");
    await accessible(first);
    await form.locator("button[type=submit]").click();
    await expect(verdict(first), "a member by what this phone itself asked").toHaveClass(/verdict--member/);
    await expect(verdict(first)).toContainText("Lid tot en met");
    await expect(first.locator(".door__tally").first()).toHaveText("1 binnen · 2 wachten op verbinding");
    expect(await members(desk, YOUTH)).toHaveLength(before);

    await first.context().setOffline(false);
    await expect(first.locator(".door__tally").first()).toHaveText("1 binnen", { timeout: 30_000 });
    const made = (await members(desk, YOUTH)).filter(({ firstName }) => firstName === "Godelieve");
    expect(made).toHaveLength(1);
    await expect(page.locator("#door-inside")).toContainText("1 van 50", { timeout: 15_000 });

    // The other phone was told: member, until when, and in once.
    await expect(second.locator(".door__together")).toContainText("1 binnen", { timeout: 15_000 });
    await kept(second);
    await second.context().setOffline(true);
    await first.context().setOffline(true);
    await wedge(second, GODELIEVE);
    await expect(verdict(second)).toHaveClass(/verdict--already/);
    await expect(verdict(second)).toContainText("Lid tot en met");
    await accessible(second);

    // Both without network: the one renews what the other stops.
    const nearly = (await members(desk, SPORTS)).length;
    for (const phone of [second, first]) {
      await next(phone);
      await wedge(phone, NEARLY);
      await expect(verdict(phone)).toHaveClass(/verdict--member/);
      await button(phone, "Lidmaatschap").click();
      await phone.locator("#member-club").selectOption({ label: SPORTS });
    }
    await second.locator(".door__form button[type=submit]").click();
    await expect(verdict(second)).toContainText("Lidmaatschap bewaard");
    await first.getByRole("button", { name: "Stop lidmaatschap" }).click();
    await first.getByRole("button", { name: "Ja, stop" }).click();
    await expect(verdict(first)).toContainText("Stop bewaard");
    await first.context().setOffline(false);
    await expect.poll(async () => (await members(desk, SPORTS)).length, { timeout: 30_000 }).toBe(nearly - 1);
    await second.context().setOffline(false);
    await expect(second.locator(".door__last")).toContainText("Twee telefoons, twee antwoorden", { timeout: 30_000 });
    await expect(first.locator(".door__last")).toContainText("Twee telefoons, twee antwoorden", { timeout: 30_000 });
    const asked = (await members(desk, SPORTS)).filter(({ conflicts }) => conflicts.length > 0);
    expect(asked).toHaveLength(1);
  } finally {
    await one.end();
    await other.end();
  }
});

test("an open house: people are counted in and out by age, offline too, and the hall gets full", async ({ page, ownServer, accessible }) => {
  const phone = new Phone();
  try {
    const desk = await Desk.open(page, ownServer);
    const shift = await open(page, "OPEN", "3");
    const helper = await phone.open();
    await helper.goto((await invite(desk, shift, "STEWARD")).address);
    await expect(helper.locator("#door-code")).toHaveValue(/./);
    await helper.locator("#door-name").fill("Olena");
    await helper.locator(".door__join button[type=submit]").click();
    await expect(helper.locator(".heads")).toBeVisible();
    await expect(helper.locator(".scanner"), "nobody is scanned").toHaveCount(0);
    await expect(helper.locator(".heads__warn")).toContainText("wie het gezin beheert kan die lezen");
    await accessible(helper);
    await kept(helper);
    const now = helper.locator(".heads__now");
    const tap = (name: string) => helper.getByRole("button", { name }).click();
    await tap("Jonger dan 16: komt binnen");
    await expect(now).toHaveText(/Nu binnen: 1\s*Nog plaats: 2/);
    // Sent, and heard back with what all phones counted, before the network goes.
    await expect(helper.locator(".door__tally").first()).toHaveText("1 binnen");
    await helper.waitForResponse(/\/delta\?/);
    await helper.context().setOffline(true);
    await tap("16 tot 18: komt binnen");
    await tap("Volwassen: komt binnen");
    await expect(now).toContainText("De zaal is vol");
    await accessible(helper);
    await tap("Volwassen: gaat weg");
    await expect(now).toHaveText(/Nu binnen: 2\s*Nog plaats: 1/);
    // A slip, taken back.
    await tap("Jonger dan 16: gaat weg");
    await expect(now).toHaveText(/Nu binnen: 1\s*Nog plaats: 2/);
    await helper.locator(".door__last").getByRole("button", { name: "Maak ongedaan" }).click();
    await next(helper);
    await expect(now).toHaveText(/Nu binnen: 2\s*Nog plaats: 1/);
    await helper.context().setOffline(false);
    await expect(helper.locator(".door__tally").first()).toHaveText("2 binnen", { timeout: 30_000 });
    await expect(now).toHaveText(/Nu binnen: 2\s*Nog plaats: 1/);
    await expect(page.locator("#door-inside")).toContainText("2 van 3", { timeout: 15_000 });
    const log = await desk.log(shift);
    expect(log.map(({ state }) => state).sort()).toEqual(["GUEST", "GUEST", "GUEST", "LEFT", "UNDONE"]);
    expect(log.every(({ pass }) => !pass)).toBe(true);
  } finally {
    await phone.end();
  }
});

test("who has no pass becomes a member at the door without network, once, and is counted in by age", async ({ page, ownServer, accessible }) => {
  const phone = new Phone();
  try {
    const desk = await Desk.open(page, ownServer);
    const shift = await open(page, "MEMBERS", "50");
    const before = await members(desk, YOUTH);
    const helper = await phone.open();
    await joinBy(helper, (await invite(desk, shift, "COUNTER")).address, "Olena");
    await kept(helper);
    await helper.context().setOffline(true);
    await helper.getByRole("button", { name: "Lid zonder UiTPAS" }).click();
    const form = helper.locator(".door__form");
    await form.locator("#newcomer-first").fill("Wout");
    await form.locator("button[type=submit]").click();
    await expect(form.getByRole("alert")).toContainText("voornaam, naam en geboortedatum");
    await form.locator("#newcomer-name").fill("Peeters");
    await form.locator("#newcomer-born").fill("2013-05-06");
    await form.locator("#member-club").selectOption({ label: YOUTH });
    await accessible(helper);
    await form.locator("button[type=submit]").click();
    await expect(verdict(helper)).toContainText("Lidmaatschap bewaard");
    await expect(helper.locator(".door__tally").first()).toHaveText("1 binnen · 2 wachten op verbinding");
    await expect(helper.locator(".heads__now")).toContainText("Nu binnen: 1");
    await helper.reload();
    await expect(helper.locator(".door__tally").first()).toHaveText("1 binnen · 2 wachten op verbinding");
    expect(await members(desk, YOUTH)).toHaveLength(before.length);

    await helper.context().setOffline(false);
    await expect(helper.locator(".door__tally").first()).toHaveText("1 binnen", { timeout: 30_000 });
    const ids = new Set(before.map(({ who }) => who.id));
    const made = (await members(desk, YOUTH)).filter(({ who }) => !ids.has(who.id));
    expect(made.map(({ firstName }) => firstName)).toEqual(["Wout"]);
    await expect(page.locator("#door-inside")).toContainText("1 van 50", { timeout: 15_000 });
    expect((await desk.log(shift)).map(({ state }) => state).sort()).toEqual(["GUEST", "MEMBER"]);
  } finally {
    await phone.end();
  }
});

test("a phone that lacks its roster asks for all of it again", async ({ page, ownServer }) => {
  const phone = new Phone();
  try {
    const desk = await Desk.open(page, ownServer);
    const shift = await open(page, "MEMBERS", "50");
    const helper = await phone.open();
    await joinBy(helper, (await invite(desk, shift, "COUNTER")).address, "Olena");
    await kept(helper);
    /** Opens the roster's record: deletes it, or says whether it is there. */
    const place = createHash("sha256").update("pasmaat-record-1roster").digest().subarray(0, 16).toString("base64url");
    const record = (what: "delete" | "count") =>
      helper.evaluate(
        ([what, place]) =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open("pasmaat-door");
            opening.onsuccess = () => {
              const work = opening.result.transaction("records", "readwrite");
              const asked = work.objectStore("records")[what](place);
              work.oncomplete = () => {
                opening.result.close();
                resolve(asked.result ?? 0);
              };
            };
          }),
        [what, place] as const,
      );
    expect(await record("count")).toBe(1);
    await record("delete");
    // What changed is told, all of it is not: a part must not pass for the whole.
    await helper.route(/\/snapshot$/, (route) => route.abort());
    expect(await counterCheckin(ownServer, GODELIEVE)).toBe(201);
    const asked = helper.waitForEvent("requestfailed", (request) => request.url().endsWith("/snapshot"));
    await helper.reload();
    await asked;
    await helper.waitForResponse(/\/delta\?/);
    expect(await record("count")).toBe(0);
    await helper.unroute(/\/snapshot$/);
    await helper.reload();
    await expect.poll(() => record("count"), { timeout: 15_000 }).toBe(1);
    await helper.context().setOffline(true);
    await helper.reload();
    await alive(helper);
    await expect(helper.locator(".scanner")).toBeVisible();
    await wedge(helper, NEARLY);
    await expect(verdict(helper)).toHaveClass(/verdict--member/);
  } finally {
    await phone.end();
  }
});
