import { readFileSync } from "node:fs";
import type { Browser, Download, Page } from "@playwright/test";
import { dump, eventCode, holder, own, pair, points, signIn, signInFull, tab } from "../../fixtures/phone";
import { alive, expect, kept, test } from "../../fixtures/test";

const SOFIE = "0900004518305";
const KAREL = { number: "1000000520006", born: ["1", "1", "1980"] } as const;

/** Another phone: a browser of its own. */
const another = async (browser: Browser): Promise<Page> => (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "nl-BE" })).newPage();
const text = async (download: Download): Promise<string> => readFileSync((await download.path())!, "utf8");

test("easy mode: larger, fewer choices, read aloud where there is a voice", async ({ page, ownServer }) => {
  await page.addInitScript(() => {
    const said: string[] = [];
    const voices = [{ lang: "nl_BE", name: "test", default: true, localService: true, voiceURI: "test" }];
    const speech = Object.assign(new EventTarget(), { getVoices: () => voices, cancel: () => undefined, speak: (words: { text: string }) => said.push(words.text) });
    Object.defineProperty(window, "speechSynthesis", { value: speech });
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class { constructor(readonly text: string) {} } });
    Object.assign(window, { said });
  });
  await page.goto(own(ownServer, "nl"));
  await signIn(page);
  await expect(page.locator(".aloud")).toHaveCount(0);
  const size = () => page.locator(".mine").evaluate((mine) => parseFloat(getComputedStyle(mine).fontSize));
  const before = await size();
  await page.goto(own(ownServer, "nl", "instellingen"));
  await page.locator("#easy").check();
  expect(await size()).toBeGreaterThan(before);
  await tab(page, "");
  await expect(page.locator(".switch")).toBeHidden();
  await page.getByRole("button", { name: "Lees voor" }).click();
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.length).toBe(1);
  expect(said[0]).toContain("Bram Testers");
  expect(said[0], "the number is not read out to bystanders").not.toContain(holder.number);
  await tab(page, "voordelen");
  await expect(page.locator(".tile").first()).toBeVisible();
  await expect(page.locator(".fold--filters")).toBeHidden();
  // It is kept; in a language without a voice there is no such button.
  await page.reload();
  await expect(page.getByRole("button", { name: "Lees voor" })).toBeVisible();
  await page.goto(own(ownServer, "uk"));
  await expect(page.locator(".pass__count").first()).toBeVisible();
  await expect(page.locator(".aloud")).toHaveCount(0);
});

test("a favourite and a savings goal", async ({ page, ownServer }) => {
  await signInFull(page, ownServer);
  await tab(page, "voordelen");
  await page.locator(".tile").nth(1).getByRole("link").click();
  const title = await page.locator("main h1").innerText();
  await page.getByRole("button", { name: "Favoriet" }).click();
  await page.getByRole("button", { name: "Hiervoor spaar ik" }).click();
  await expect(page.getByRole("button", { name: "Favoriet" })).toHaveAttribute("aria-pressed", "true");
  await tab(page, "");
  await expect(page.locator(".goal")).toContainText(title);
  await tab(page, "voordelen");
  await page.getByRole("button", { name: "Mijn favorieten" }).click();
  await expect(page.locator(".tiles .tile")).toHaveCount(1);
  await expect(page.locator(".tiles .tile")).toContainText(title);
  await page.reload();
  await page.getByRole("button", { name: "Mijn favorieten" }).click();
  await expect(page.locator(".tiles .tile")).toHaveCount(1);
  await page.locator(".tiles .tile").getByRole("link").click();
  await page.getByRole("button", { name: "Hiervoor spaar ik" }).click();
  await tab(page, "");
  await expect(page.locator(".goal")).toHaveCount(0);
});

test("an activity goes to the calendar, the history to a spreadsheet", async ({ page, ownServer }) => {
  const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString().replace(/\.\d+Z/, "+00:00");
  const organizer = { "@id": "https://io.uitdatabank.be/organizers/0ce87cbc-9299-4528-8d35-92225dc9489f" };
  ownServer.bringIn({ "@id": "https://io.uitdatabank.be/event/party", name: { nl: "Feest, voor iedereen" }, organizer, calendarType: "single", startDate: hours(30), endDate: hours(33) });
  await signInFull(page, ownServer);
  await page.goto(own(ownServer, "nl", "activiteiten"));
  const activity = page.locator(".proof").filter({ has: page.getByRole("button", { name: "In mijn agenda" }) }).first();
  const title = await activity.locator(".proof__title").innerText();
  const [calendar] = await Promise.all([page.waitForEvent("download"), activity.getByRole("button", { name: "In mijn agenda" }).click()]);
  expect(calendar.suggestedFilename()).toMatch(/\.ics$/);
  const ics = await text(calendar);
  expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  expect(ics).toMatch(/DTSTART:\d{8}T\d{6}Z\r\n/);
  expect(ics.replaceAll("\r\n ", "")).toContain(`SUMMARY:${title.replaceAll(",", "\\,")}`);
  expect(ics).toMatch(/END:VEVENT\r\n(BEGIN:VEVENT[^]*)?END:VCALENDAR\r\n$/);

  await page.goto(own(ownServer, "nl", "geschiedenis"));
  const [sheet] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
  const rows = (await text(sheet)).split("\r\n");
  expect(rows[0]).toBe('\uFEFF"Datum";"Wat";"Waar";"Aantal punten";"Saldo"');
  expect(rows.length).toBeGreaterThan(2);
  const total = Number(await page.locator(".sum__count").innerText());
  expect(rows[1]).toMatch(new RegExp(`;"${total}"$`));
});

test("a PIN is set, asked for, and opens everything on another phone", async ({ page, browser, ownServer }) => {
  await signInFull(page, ownServer);
  await page.goto(own(ownServer, "nl", "instellingen"));
  await page.locator("#new-pin").fill("111111");
  await page.getByRole("button", { name: "Bewaar de pincode" }).click();
  await expect(page.locator(".form-error")).toContainText("te makkelijk");
  await page.locator("#new-pin").fill("258194");
  await page.getByRole("button", { name: "Bewaar de pincode" }).click();
  await expect(page.getByText("Je pincode is bewaard.")).toBeVisible();

  const other = await another(browser);
  await other.goto(own(ownServer, "nl"));
  await signIn(other);
  await tab(other, "geschiedenis");
  await other.locator(".fold > summary").click();
  await other.locator("#unlock-pin").fill("258195");
  await other.locator("form:has(#unlock-pin) button[type=submit]").click();
  await expect(other.locator(".form-error")).toContainText("De pincode klopt niet");
  await other.locator("#unlock-pin").fill("258194");
  await other.locator("form:has(#unlock-pin) button[type=submit]").click();
  await expect(other.locator(".sum__count")).toBeVisible();

  // Redeeming asks for it too.
  await tab(other, "voordelen");
  await other.locator(".fold--filters > summary").click();
  await other.getByRole("button", { name: "Zonder balie, online" }).click();
  await other.getByRole("button", { name: "Kan ik nu hebben" }).click();
  await other.locator(".tile").first().getByRole("link").click();
  await other.getByRole("button", { name: "Ruil om" }).click();
  await other.locator("#redeem-pin").fill("000000");
  await other.getByRole("button", { name: "Ja, ruil om" }).click();
  await expect(other.locator("#redeem .field__error")).toContainText("De pincode klopt niet");
  await other.locator("#redeem-pin").fill("258194");
  await other.getByRole("button", { name: "Ja, ruil om" }).click();
  await expect(other.locator(".proof__code code")).toBeVisible();
  await other.context().close();
});

test("moving to another phone by QR; the old one is listed and sent away, and keeps what it has", async ({ page, browser, ownServer }) => {
  await signInFull(page, ownServer);
  await page.goto(own(ownServer, "nl", "instellingen"));
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/pairing-codes"));
  await page.getByRole("button", { name: "Verhuis naar een andere telefoon" }).click();
  await expect(page.locator(".code--qr")).toBeVisible();
  const { url } = (await (await asked).json()) as { url: string };
  expect(new URL(url).hash.length, "no server sees the code").toBeGreaterThan(10);

  const other = await another(browser);
  await other.goto(url.replace(/^https?:\/\/[^/]+/, ownServer.url));
  await expect(other.locator("#pairing-code")).not.toHaveValue("");
  expect(new URL(other.url()).hash).toBe("");
  await other.getByRole("button", { name: "Koppel deze telefoon" }).click();
  await expect(other.locator(".pass__count").first()).toHaveText(/^\d+$/);
  await other.goto(own(ownServer, "nl", "instellingen"));
  await expect(other.locator(".device")).toHaveCount(2);
  await other.getByRole("button", { name: "Meld dit toestel af" }).click();
  await expect(other.locator(".device")).toHaveCount(1);

  // It works once.
  const third = await another(browser);
  await third.goto(url.replace(/^https?:\/\/[^/]+/, ownServer.url));
  await third.getByRole("button", { name: "Koppel deze telefoon" }).click();
  await expect(third.locator(".form-error")).toContainText("Deze code werkt niet");

  // The old phone is told, and shows its card all the same until the person decides.
  await page.goto(own(ownServer, "nl"));
  await expect(page.locator(".as-of__more")).toContainText("Je bent afgemeld");
  await expect(page.locator(".code--bars").first()).toBeVisible();
  await page.getByRole("link", { name: "Opnieuw aanmelden" }).click();
  await expect(page.locator("#uitpas-number")).toBeVisible();
  await other.context().close();
  await third.context().close();
});

test("an adult of the family is asked first, and may leave", async ({ page, browser, ownServer }) => {
  const karel = await another(browser);
  await signInFull(karel, ownServer, KAREL.number);
  await signInFull(page, ownServer, SOFIE);
  await page.goto(own(ownServer, "nl", "gezin"));
  const member = page.locator(".member").filter({ hasText: "Karel" });
  await expect(member).toHaveCount(0);
  await page.locator("#member-number").fill(KAREL.number);
  for (const [index, part] of ["day", "month", "year"].entries()) await page.locator(`#born-${part}`).fill(KAREL.born[index]!);
  await page.locator("form:has(#member-number) button[type=submit]").click();
  await expect(member).toContainText("Nog geen antwoord");

  await karel.goto(own(ownServer, "nl", "gezin"));
  const asking = karel.locator(".proof").filter({ hasText: "Mag Sofie" });
  await asking.getByRole("button", { name: "Ja" }).click();
  await expect(asking.getByRole("button", { name: "Ja" })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(member).toContainText("Je mag punten zien");
  await page.goto(own(ownServer, "nl", "geschiedenis"));
  await expect(page.getByRole("button", { name: "Karel" })).toBeVisible();

  await karel.getByRole("button", { name: "Ga uit dit gezin" }).click();
  await expect(karel.locator(".proof").filter({ hasText: "Sofie" })).toHaveCount(0);
  await page.goto(own(ownServer, "nl", "gezin"));
  await expect(page.locator(".as-of__when")).toBeVisible();
  await expect(member).toHaveCount(0);
  await karel.context().close();
});

test("forgetting a person empties phone and server", async ({ page, ownServer }) => {
  await signInFull(page, ownServer, SOFIE);
  const before = await points(page);
  await kept(page);
  await page.goto(own(ownServer, "nl", "instellingen"));
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Neem mijn gegevens mee" }).click()]);
  expect(JSON.parse(await text(file))).toMatchObject({ person: [{ firstName: "Sofie", points: before }] });
  await page.getByRole("button", { name: "Vergeet mij", exact: true }).click();
  await page.getByRole("button", { name: "Ja, vergeet mij" }).click();
  await expect(page.locator("#uitpas-number")).toBeVisible();
  // Somebody whom the app's own practice cards do not know.
  for (const secret of [SOFIE, "Sofie"]) expect((await dump(page)).join("\n").includes(secret), secret).toBe(false);
  expect((await page.request.get(`${ownServer.url}/api/v1/phone`)).status()).toBe(401);
  // What was handed out before works no more.
  await page.getByRole("button", { name: "Met een code" }).click();
  await pair(page, ownServer, SOFIE);
  await expect(page.locator(".form-error")).toContainText("Deze code werkt niet");
});

test("a card on paper says what its number tells, and prints it only when asked", async ({ page, ownServer, accessible }) => {
  await page.goto(own(ownServer, "nl"));
  await signIn(page);
  await tab(page, "meer");
  await page.getByRole("link", { name: "Kaart op papier" }).click();
  await expect(page.locator(".detail__how")).toContainText("kansentarief");
  await expect(page.locator(".paper .code--bars")).toBeVisible();
  const grouped = "0900 000 095 902";
  await expect(page.locator(".paper")).not.toContainText(grouped);
  await accessible(page);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".tabs", ".detail__how", "header"]) await expect(page.locator(gone).first()).toBeHidden();
  await expect(page.locator(".paper .code--bars")).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.locator("#with-number").check();
  await expect(page.locator(".paper")).toContainText(grouped);
});

test.describe("on an iPhone", () => {
  test.use({ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1" });

  test("onto the home screen, which has a memory of its own: what waits is sent first, a code takes the session along", async ({ page, context, browser, ownServer }, info) => {
    await signInFull(page, ownServer);
    const before = await points(page);
    await kept(page);
    await page.getByRole("link", { name: "Neem je pas mee" }).click();
    const steps = page.locator(".setting--home-screen");
    await expect(steps).toBeVisible();

    await tab(page, "sparen");
    await context.setOffline(true);
    await page.locator("#event-code").fill(await eventCode(ownServer));
    await page.locator("form:has(#event-code) button[type=submit]").click();
    await expect(page.locator(".answer--waiting").first()).toBeVisible();
    await page.goto(own(ownServer, "nl", "instellingen"));
    await expect(steps).toContainText("Er moet eerst nog iets verstuurd worden");
    await expect(steps.getByRole("button", { name: "Geef me een code" })).toBeDisabled();
    await context.setOffline(false);
    await expect(steps).not.toContainText("Er moet eerst nog iets verstuurd worden");
    await steps.getByRole("button", { name: "Geef me een code" }).click();
    const code = await steps.locator(".pass__number").innerText();
    await steps.screenshot({ path: info.outputPath("home-screen.png") });

    // The page on the home screen: it knows nothing of the browser's.
    const home = await another(browser);
    await home.addInitScript(() => {
      const asked = window.matchMedia.bind(window);
      window.matchMedia = (query) => (query === "(display-mode: standalone)" ? ({ matches: true } as MediaQueryList) : asked(query));
    });
    await home.goto(own(ownServer, "nl", "aanmelden"));
    await alive(home);
    await home.getByRole("button", { name: "Met een code" }).click();
    await home.locator("#pairing-code").fill(code);
    await home.locator("form:has(#pairing-code) button[type=submit]").click();
    await expect(home.locator(".pass__count").first()).toHaveText(String(before + 1));
    await home.goto(own(ownServer, "nl", "instellingen"));
    await expect(home.locator(".device")).toHaveCount(2);
    await expect(home.locator(".setting--home-screen")).toBeHidden();
  });
});
