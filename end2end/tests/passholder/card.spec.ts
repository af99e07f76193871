import { chromium as engine, type Page } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "../../fixtures/browser";
import { alive, expect, kept, test } from "../../fixtures/test";

const NUMBER = "0900000095902";
const said = { wrong: /Eén cijfer klopt niet/, short: /ontbreken/, mismatch: /horen niet bij elkaar/ };

/** Types number and birth date and sends them. */
const signIn = async (page: Page, number = NUMBER, born: [string, string, string] = ["2", "3", "1983"]): Promise<void> => {
  await page.locator("#uitpas-number").fill(number);
  await page.locator("#born-day").fill(born[0]);
  await page.locator("#born-month").fill(born[1]);
  await page.locator("#born-year").fill(born[2]);
  await page.locator("form.form button[type=submit]").click();
};

for (const language of ["nl", "uk", "ar"] as const) {
  test(`number and birth date show card and points in ${language}`, async ({ page, accessible }) => {
    await page.goto(`/${language}/mijn`);
    await alive(page);
    await accessible(page);
    await signIn(page);
    await expect(page.locator("svg.code--bars").first()).toBeVisible();
    await expect(page.locator("nav.tabs")).toBeVisible();
    expect(await page.locator("main").innerText(), "the number is not printed unless asked").not.toContain(NUMBER);
    await accessible(page);
  });
}

test("each typing error has its own sentence; a wrong date tells nothing", async ({ page }) => {
  await page.goto("/nl/mijn");
  await alive(page);
  await signIn(page, "0900000095903");
  await expect(page.getByText(said.wrong)).toBeVisible();
  await signIn(page, "09000000959");
  await expect(page.getByText(said.short)).toBeVisible();
  await signIn(page, NUMBER, ["3", "3", "1983"]);
  await expect(page.getByText(said.mismatch)).toBeVisible();
});

test("with a code everything opens, and it stays without server and after the browser was killed", async ({ ownServer }) => {
  test.setTimeout(120_000);
  const dir = mkdtempSync(join(tmpdir(), "pasmaat-phone-"));
  const open = () =>
    engine.launchPersistentContext(dir, {
      executablePath: chromium,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
      locale: "nl-BE",
      timezoneId: "Europe/Brussels",
    });
  let context = await open();
  let page = await context.newPage();
  const code = ownServer.codes.get(NUMBER);
  expect(code, "the demo prints a code for each test pass").toBeDefined();
  await page.goto(`${ownServer.url}/nl/mijn`);
  await alive(page);
  await page.getByRole("button", { name: "Met een code" }).click();
  await page.locator("#pairing-code").fill(code!);
  await page.locator("form.form button[type=submit]").click();
  await expect(page.locator("svg.code--bars").first()).toBeVisible();
  await kept(page);
  await page.goto(`${ownServer.url}/nl/mijn/voordelen`);
  await expect(page.locator("main a[href*='/mijn/voordelen/']").first()).toBeVisible();

  await ownServer.kill();
  await context.close();
  context = await open();
  page = await context.newPage();
  await page.goto(`${ownServer.url}/nl/mijn`);
  await expect(page.locator("svg.code--bars").first()).toBeVisible();
  for (const screen of ["geschiedenis", "voordelen", "lidkaarten", "activiteiten", "instellingen"]) {
    await page.goto(`${ownServer.url}/nl/mijn/${screen}`);
    await expect(page.locator("main h1")).toBeVisible();
  }
  await page.goto(`${ownServer.url}/uk/mijn`);
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await expect(page.locator("svg.code--bars").first()).toBeVisible();
  await context.close();
  rmSync(dir, { recursive: true, force: true });
});
