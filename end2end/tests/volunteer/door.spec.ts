import type { Page } from "@playwright/test";
import { code128 } from "../../fixtures/code128";
import { expect, test } from "../../fixtures/clip";
import { Desk, EVENT, SECOND_EVENT, counterCheckin, counterPoints } from "../../fixtures/desk";
import { inhabitants, joinBy, next, verdict, wedge, wedgeAll } from "../../fixtures/door";
import { Phone, dump, own, signIn } from "../../fixtures/phone";
import { kept } from "../../fixtures/test";

const BRAM = "0900000095902";
const GODELIEVE = "0900000067513";

/** On the verdict while it is there, else below the camera. */
const undoHere = (page: Page) => page.locator(".door__over, .door__last").getByRole("button", { name: "Maak ongedaan" }).first();

test("from the invitation's QR to the first accepted scan by camera: two taps and the camera's question", async ({ page, browser, show, ownServer, accessible }) => {
  const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
  const shift = await desk.door();
  const { address } = await desk.invite(shift);
  const [before] = await counterPoints(ownServer, [BRAM]);
  await show({ of: code128(BRAM), frames: 600 });
  let taps = 0;
  await page.exposeFunction("tapped", () => (taps += 1));
  await page.addInitScript(() => addEventListener("click", (event) => event.isTrusted && (window as never as { tapped(): void }).tapped(), true));

  await page.goto(address);
  await expect(page.locator("h1")).toHaveText("Help aan de deur");
  await expect(page.locator("#door-code")).toHaveValue(/^[2-9A-Z]{10}$/);
  expect(page.url(), "the code is out of the address").not.toContain("#");
  await accessible(page);
  await page.locator("#door-name").tap();
  await page.keyboard.type("Olena");
  await page.locator(".door__join button[type=submit]").tap();
  await expect(verdict(page)).toHaveClass(/verdict--saved/);
  await expect(verdict(page)).toContainText("Welkom, Bram");
  // The browser here says yes by itself: a person taps once more.
  expect(taps + 1).toBeLessThanOrEqual(4);
  expect(await counterPoints(ownServer, [BRAM])).toEqual([before! + 1]);
  await expect(page.locator(".door__tally")).toHaveText("1 binnen");
  expect((await desk.log(shift)).map(({ state, by }) => [state, by])).toEqual([["IN", "Olena"]]);
  // The app's own files hold the practice cards, which are public.
  const kept = await dump(page, false);
  for (const secret of [BRAM, "Bram", btoa(BRAM)]) expect(kept.some((text) => text.includes(secret)), secret).toBe(false);
});

test("without a code, or with a wrong one, it says what to do", async ({ page, ownServer, accessible }) => {
  await page.goto(`${ownServer.url}/nl/deur`);
  await expect(page.locator("h1").first()).toHaveText("Help aan de deur");
  await accessible(page);
  const error = page.locator(".field__error");
  const go = page.locator(".door__join button[type=submit]");
  for (const [code, name, said] of [
    ["ABC", "Olena", "Een code heeft tien tekens"],
    ["ABCDEFGHI0", "Olena", "alleen letters en cijfers"],
    ["ABCDE-FGHJK", "Olena", "Eén teken van de code klopt niet"],
  ] as const) {
    await page.locator("#door-code").fill(code);
    await page.locator("#door-name").fill(name);
    await go.click();
    await expect(error).toContainText(said);
  }
  await accessible(page);
  await page.getByRole("link", { name: "Eerst oefenen" }).click();
  await expect(page.locator(".door--practice")).toBeVisible();
  await page.getByRole("link", { name: "Stop met oefenen" }).click();
  await expect(page.locator("h1").first()).toHaveText("Help aan de deur");
});

for (const database of ["SQLite", "PostgreSQL"] as const) {
  test.describe(`on ${database}`, () => {
    test.use({ database });
    test("the server stopped, 200 scans, the browser killed and opened again, the server back: 200 points, once each, in order", async ({ browser, ownServer, show, clip }) => {
      test.setTimeout(180_000);
      const phone = new Phone();
      const camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${clip}`];
      try {
        const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
        const shift = await desk.door();
        const passes = inhabitants(200);
        const before = await counterPoints(ownServer, passes);
        await show({});
        let page = await phone.open(...camera);
        await joinBy(page, (await desk.invite(shift)).address, "Olena");
        await kept(page);
        await ownServer.kill();

        // The first before the camera, the second typed, all others by a scanner.
        await show({ of: code128(passes[0]!), frames: 300 });
        await page.getByRole("button", { name: "Liever typen" }).click();
        await page.getByRole("button", { name: "Met de camera" }).click();
        // The verdict goes by itself after two seconds; that it was kept stays.
        await expect(page.locator(".door__tally").first()).toHaveText("1 binnen · 1 wacht op verbinding", { timeout: 20_000 });
        await next(page);
        await page.getByRole("button", { name: "Liever typen" }).click();
        await page.getByLabel("Nummer van de pas").fill(passes[1]!);
        await page.getByRole("button", { name: "Inchecken" }).click();
        await expect(page.locator(".door__tally").first()).toHaveText("2 binnen · 2 wachten op verbinding");
        const answers = await wedgeAll(page, passes.slice(2));
        expect(new Set(answers)).toEqual(new Set(["verdict verdict--waiting"]));
        await expect(page.locator(".door__tally").first()).toHaveText("200 binnen · 200 wachten op verbinding");
        // The same pass again: this phone knows.
        await wedge(page, passes[2]!);
        await expect(verdict(page)).toHaveClass(/verdict--already/);
        await phone.kill();

        await show({});
        page = await phone.open(...camera);
        await page.goto(`${ownServer.url}/nl/deur`);
        await expect(page.locator(".door__tally").first()).toHaveText("200 binnen · 200 wachten op verbinding");
        await expect(page.locator(".door__age--away")).toContainText("Geen verbinding");
        await ownServer.start();
        await expect(page.locator(".door__tally").first()).toHaveText("200 binnen", { timeout: 60_000 });
        await expect(page.locator(".door__together")).toContainText("200 binnen", { timeout: 15_000 });

        const after = await counterPoints(ownServer, passes);
        expect(after.map((points, place) => points - before[place]!)).toEqual(passes.map(() => 1));
        const lines = (await desk.log(shift)).reverse();
        expect(lines).toHaveLength(200);
        expect(new Set(lines.map((line) => line.id)).size).toBe(200);
        expect(lines.map((line) => line.pass)).toEqual(passes.map((pass) => pass.slice(7, 10)));
        expect((await desk.report(shift)).devices).toMatchObject([{ name: "Olena", waiting: 0 }]);
      } finally {
        await phone.end();
      }
    });
  });
}

test("undo and a guest without network; another phone's scan is known within ten seconds; another activity", async ({ browser, ownServer, accessible }) => {
  test.setTimeout(120_000);
  const [phone, other] = [new Phone(), new Phone()];
  try {
    const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
    const shift = await desk.door(EVENT, SECOND_EVENT);
    const page = await phone.open();
    const second = await other.open();
    await joinBy(page, (await desk.invite(shift)).address, "Olena");
    await joinBy(second, (await desk.invite(shift)).address, "Boris");
    await wedge(page, BRAM);
    await expect(verdict(page)).toHaveClass(/verdict--saved/);
    await expect(second.locator(".door__together")).toContainText("1 binnen", { timeout: 10_000 });
    await wedge(second, BRAM);
    await expect(verdict(second)).toContainText("Al ingecheckt");
    await expect(verdict(second)).toContainText("door Olena");
    await next(second);
    // At the other activity the same pass is new.
    await second.locator("#door-activity").selectOption("1");
    await second.waitForTimeout(2_600);
    await wedge(second, BRAM);
    await expect(verdict(second)).toHaveClass(/verdict--saved/);
    await other.kill();

    await kept(page);
    const [before] = await counterPoints(ownServer, [GODELIEVE]);
    await ownServer.kill();
    await next(page);
    await wedge(page, GODELIEVE);
    await expect(verdict(page)).toHaveClass(/verdict--waiting/);
    await accessible(page);
    await undoHere(page).click();
    await expect(verdict(page)).toContainText("Ongedaan gemaakt");
    await next(page);
    await page.getByRole("button", { name: "Gast zonder pas" }).click();
    await expect(verdict(page)).toContainText("1 gast geteld");
    await next(page);
    await expect(page.locator(".door__tally").first()).toHaveText("2 binnen · 3 wachten op verbinding");
    await page.getByRole("link", { name: "Lijst van vandaag" }).click();
    await expect(page.locator(".door__line")).toHaveCount(3);
    await accessible(page);
    // Undone from the list too: the first scan, which the server knows.
    await page.locator(".door__line", { hasText: "1 punt bewaard" }).getByRole("button", { name: "Maak ongedaan" }).click();
    await expect(page.locator(".door__tally").first()).toHaveText("1 binnen · 4 wachten op verbinding");
    await page.getByRole("link", { name: "Terug naar scannen" }).click();

    await ownServer.start();
    await expect(page.locator(".door__tally").first()).toHaveText("1 binnen", { timeout: 60_000 });
    expect(await counterPoints(ownServer, [GODELIEVE])).toEqual([before]);
    const { count } = await desk.report(shift);
    expect([count.people, count.guests]).toEqual([1, 1]);
    expect(await counterCheckin(ownServer, BRAM), "taken back, so that it counts again").toBe(201);
  } finally {
    await phone.end();
    await other.end();
  }
});

test("a phone that was shut out erases what it knows, delivers its queue, and the admin says yes", async ({ browser, ownServer, accessible }) => {
  test.setTimeout(120_000);
  const phone = new Phone();
  try {
    const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
    const shift = await desk.door();
    const passes = inhabitants(3);
    const before = await counterPoints(ownServer, passes);
    let page = await phone.open();
    await joinBy(page, (await desk.invite(shift)).address, "Olena");
    await kept(page);
    // Without network for this phone only.
    await page.context().setOffline(true);
    for (const pass of passes) {
      await wedge(page, pass);
      await expect(verdict(page)).toHaveClass(/verdict--waiting/);
      await next(page);
    }
    const { devices } = await desk.report(shift);
    await desk.ask("DELETE", `/shifts/${shift}/phones/${devices[0]!.id}`);
    await page.context().setOffline(false);
    await expect(page.locator(".door__left")).toContainText("Deze telefoon doet niet meer mee", { timeout: 20_000 });
    await expect(page.locator(".door__left-held")).toContainText("3 scans", { timeout: 20_000 });
    await accessible(page);
    await expect(page.locator(".scanner")).toHaveCount(0);
    expect(await counterPoints(ownServer, passes), "nothing counts yet").toEqual(before);

    const { held } = await desk.report(shift);
    expect(held).toHaveLength(3);
    await desk.ask("POST", `/shifts/${shift}/phones/${held[0]!.device}/held/${held[0]!.id}`, { accept: true });
    await desk.ask("POST", `/shifts/${shift}/phones/${held[1]!.device}/held/${held[1]!.id}`, { accept: false });
    const after = await counterPoints(ownServer, passes);
    expect(after.map((points, place) => points - before[place]!).sort()).toEqual([0, 0, 1]);

    // After a restart it still says so, and knows nobody.
    await phone.kill();
    page = await phone.open();
    await page.goto(`${ownServer.url}/nl/deur`);
    await expect(page.locator(".door__left")).toBeVisible();
  } finally {
    await phone.end();
  }
});

test("the rotating code of a pass holder's phone is believed without network, once", async ({ page, browser, show, ownServer }) => {
  test.setTimeout(120_000);
  const holder = new Phone();
  try {
    const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
    const shift = await desk.door();
    await show({});
    await joinBy(page, (await desk.invite(shift)).address, "Olena");
    const card = await holder.open();
    await card.goto(own(ownServer, "nl"));
    await signIn(card);
    await ownServer.kill();
    await card.locator(".switch__way").nth(1).click();
    const drawing = await card.locator(".code--qr").first().evaluate((svg) => new XMLSerializer().serializeToString(svg));
    const qr = drawing.replace("currentColor", "#000").replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path');
    // Shown, put away for longer than one and the same showing lasts, shown again: a picture of it.
    await show({ of: qr, width: 620, frames: 60 }, { frames: 150 });
    await page.getByRole("button", { name: "Liever typen" }).click();
    await page.getByRole("button", { name: "Met de camera" }).click();
    await expect(verdict(page)).toHaveClass(/verdict--waiting/, { timeout: 20_000 });
    await expect(verdict(page)).toContainText("Deze QR-code is al gebruikt", { timeout: 20_000 });
    await expect(page.locator(".door__tally").first()).toHaveText("1 binnen · 1 wacht op verbinding · 1 geweigerd");
    await ownServer.start();
    await expect(page.locator(".door__together")).toContainText("1 binnen", { timeout: 60_000 });
    expect((await desk.log(shift)).map((line) => line.state)).toEqual(["IN"]);
  } finally {
    await holder.end();
  }
});

for (const language of ["nl", "uk", "ar"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`/${language}/deur looks as it should for a helper, ${colorScheme}`, async ({ page, browser, show, ownServer, accessible }, info) => {
      const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
      const shift = await desk.door(EVENT, SECOND_EVENT);
      const { address } = await desk.invite(shift);
      await page.emulateMedia({ colorScheme });
      await show({});
      const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: name !== "verdict" });
      const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
      await page.goto(address.replace("/nl/", `/${language}/`));
      await expect(page.locator("#door-code")).toHaveValue(/./);
      await page.locator(".door__join button[type=submit]").click();
      await expect(page.locator(".field__error")).toBeVisible();
      await accessible(page);
      await fits();
      await shot("join");
      await page.locator("#door-name").fill("Olena");
      await page.locator(".door__join button[type=submit]").click();
      await expect(page.locator(".scanner")).toHaveAttribute("data-phase", "looking");
      await wedge(page, BRAM);
      await expect(verdict(page)).toHaveClass(/verdict--saved/);
      await shot("verdict");
      await next(page);
      await expect(page.locator(".door__together")).toBeVisible({ timeout: 10_000 });
      await accessible(page);
      await fits();
      await shot("scan");
      await ownServer.kill();
      await wedge(page, GODELIEVE);
      await expect(verdict(page)).toHaveClass(/verdict--waiting/);
      await accessible(page);
      await shot("waiting");
      await next(page);
      await expect(page.locator(".door__age--away")).toBeVisible({ timeout: 20_000 });
      await shot("offline");
      await page.locator("a[href$='/deur/logboek']").click();
      await expect(page.locator(".door__line")).toHaveCount(2);
      await accessible(page);
      await fits();
      await shot("log");
      await page.locator(".door > .door__acts > button").click();
      await shot("stop");
      await page.locator("#door-stop .button--danger").click();
      await expect(page.locator(".door__left")).toBeVisible();
      await expect(page.locator(".door__left")).toContainText(/[^\s]/);
      await accessible(page);
      await fits();
      await shot("left");
    });
  }
}
