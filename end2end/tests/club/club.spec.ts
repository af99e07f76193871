import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { EVENT, become } from "../../fixtures/desk";
import { expect, test } from "../../fixtures/test";

const NUMBER = "0900000067513";
/** The same with a slip in its last digit. */
const SLIP = "0900000067514";

/** The tab of that name. */
const tab = (page: Page, name: string) => page.locator("nav.desk-tabs").getByRole("link", { name, exact: true });

/** Opens the members of the demo's youth club. */
async function openClub(page: Page): Promise<void> {
  await tab(page, "Leden").click();
  await page.getByRole("link", { name: "[TEST] Jeugdhuis" }).click();
  await expect(page.locator("#member-add")).toBeVisible();
}

/** Adds whoever has this pass. */
async function addByNumber(page: Page, number: string): Promise<void> {
  await page.locator("#member-add summary").click();
  await page.locator("#member-number").fill(number);
  await page.locator("#member-add button[type=submit]").click();
}

/** A member's row. */
const row = (page: Page, name: string) => page.locator("li.member", { hasText: name });

test("members: with a pass and without, a parent's consent, found, stopped, renewed all at once, exported", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  await openClub(page);
  await accessible(page);
  const before = await page.locator("li.member").count();
  await addByNumber(page, SLIP);
  await expect(page.getByRole("alert").getByText("13 cijfers")).toBeVisible();
  await page.locator("#member-number").fill(NUMBER);
  await page.locator("#member-add button[type=submit]").click();
  await expect(page.locator("#member-told .desk-why--fine")).toContainText("is lid tot en met");
  await expect(page.locator("#member-number"), "ready for the next").toHaveValue("");
  await expect(page.locator("li.member")).toHaveCount(before + 1);

  // A child without a pass: a parent has to agree before a phone number is kept.
  await page.locator("#member-first").fill("Zoë");
  await page.locator("#member-name").fill("De Smet");
  await page.locator("#member-born").fill("2018-02-28");
  await page.locator("#member-group").fill("Rakkers");
  await page.locator("#member-phone").fill("0470 12 34 56");
  await page.locator("#member-add button[type=submit]").click();
  await expect(page.locator("#member-told")).toContainText("moet een ouder eerst akkoord gaan");
  await expect(row(page, "Zoë De Smet")).toHaveCount(0);
  await page.locator("#member-agreed").fill("2026-11-01");
  await page.locator("#member-add button[type=submit]").click();
  await expect(row(page, "Zoë De Smet")).toContainText("Jonger dan 16 · Rakkers");
  expect(await page.locator("main").innerText()).not.toMatch(/2018|0470|0900/);

  await page.locator("#member-find").fill("rakkers zoë");
  await expect(page.locator("li.member")).toHaveCount(1);
  await row(page, "Zoë").getByRole("button", { name: "Stop" }).click();
  await row(page, "Zoë").getByRole("button", { name: "Ja, stop" }).click();
  await expect(page.locator("#member-told")).toContainText("Zoë De Smet is geen lid meer.");
  await expect(row(page, "Zoë")).toHaveCount(0);

  // One of the others is renewed, or told why it is too early.
  await page.locator("#member-find").fill("");
  await expect(page.locator("#member-renew")).toHaveText("Verleng (0)");
  await page.locator(".member-tick").first().check();
  await expect(page.locator("#member-renew")).toHaveText("Verleng (1)");
  await page.locator("#member-renew").click();
  await expect(page.locator("#member-told")).toContainText(/(is|Is al) lid tot en met/);
  await accessible(page);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download voor Excel" }).click();
  const file = readFileSync(await (await download).path());
  expect(file.subarray(0, 2).toString()).toBe("PK");

  await page.getByRole("link", { name: "Cijfers" }).click();
  await expect(page.locator("svg.bars__drawing rect").first()).toBeAttached();
  await expect.poll(async () => (await page.locator("#figures-ages dd").allTextContents()).map(Number).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  await page.locator(".bars__twin summary").first().click();
  await expect(page.locator(".bars__twin table").first().locator("tbody tr")).toHaveCount(53);
  await accessible(page);
  const figures = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download als CSV" }).click();
  const csv = readFileSync(await (await figures).path(), "utf8");
  expect(csv.trim().split("\r\n")).toHaveLength(54);
  expect(csv).not.toMatch(/Zoë|Smet/);
});

test("a list: asked where unsure, sent, saved, the same again gives nothing, and forgotten", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  await openClub(page);
  await addByNumber(page, NUMBER);
  await expect(page.locator("#member-told .desk-why--fine")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download voor Excel" }).click();
  const members = readFileSync(await (await download).path());

  await tab(page, "Lijst").click();
  await page.locator("#list-event").selectOption(EVENT);
  await accessible(page);
  await page.locator("#list-title").fill("Kamp & spel");
  await page.locator("#list-text").fill(`Naam;UiTPAS\n;${SLIP}\nAn;0900 000 095 902\nBo;0900000095902\nEls;85073003328\n`);
  await page.getByRole("button", { name: "Kijk na" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kamp & spel");
  const lines = page.locator(".list-lines > li");
  await expect(lines).toHaveCount(4);
  await expect(lines.nth(1)).toContainText("Klaar om te versturen");
  await expect(lines.nth(2)).toContainText("Staat ook op rij");
  await expect(lines.nth(3)).toContainText("rijksregisternummer");
  expect(await page.locator("main").innerText()).not.toMatch(/85073003328|0900000095902/);
  await accessible(page);
  await page.locator(".desk-cards button").first().click();
  await expect(lines.nth(0)).toContainText("Klaar om te versturen");
  await page.reload();
  await expect(page.locator("#list-send")).toHaveText("Verstuur (2)");
  await page.locator("#list-send").click();
  await expect(lines.nth(0)).toContainText("Punt gespaard");
  await expect(lines.nth(1)).toContainText("Punt gespaard");
  await expect(page.locator("#list-send")).toHaveCount(0);
  const sheet = page.waitForEvent("download");
  await page.getByRole("link", { name: "Bewaar het resultaat" }).click();
  expect(readFileSync(await (await sheet).path()).subarray(0, 2).toString()).toBe("PK");

  // The same people once more, by name and from a workbook this time.
  await page.getByRole("link", { name: "Nog een lijst" }).click();
  await page.locator("#list-event").selectOption(EVENT);
  await page.locator("#list-file").setInputFiles({ name: "leden.xlsx", mimeType: "application/octet-stream", buffer: members });
  await page.getByRole("button", { name: "Kijk na" }).click();
  await expect(lines.first()).toBeVisible();
  await expect(page.getByText("Had hier al een punt").or(page.getByText("Nog kiezen: wie is dit?")).first()).toBeVisible();

  await page.getByRole("button", { name: "Vergeet de lijst" }).click();
  await page.locator("dialog[open] .button--danger").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Punten met een lijst");
});

test("a bad file is refused whole, with a sentence that says what to do; a class' list says when it goes", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  await tab(page, "Lijst").click();
  await page.locator("#list-event").selectOption(EVENT);
  const bad: [string, Buffer, string][] = [
    ["leeg.csv", Buffer.from(""), "De lijst is leeg"],
    ["open.csv", Buffer.from('a;"b'), "Op rij 1 begint een aanhalingsteken"],
    ["lang.csv", Buffer.from("0900000067513\n".repeat(50_000)), "De lijst is te lang"],
    ["breed.csv", Buffer.from("x".repeat(10_000)), "Rij 1 is te breed"],
    ["stuk.xlsx", Buffer.from("PK\u0003\u0004rubbish"), "Dit Excel-bestand is stuk"],
    ["oud.xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "oud Excel-bestand"],
    ["foto.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "Dit is geen lijst"],
    ["groot.csv", Buffer.alloc(3_000_000, "x"), "te groot"],
  ];
  for (const [name, buffer, sentence] of bad) {
    await page.locator("#list-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await page.getByRole("button", { name: "Kijk na" }).click();
    await expect(page.locator("#list-wrong"), name).toContainText(sentence);
  }
  await accessible(page);
  await page.locator("#list-file").setInputFiles([]);
  await page.locator("details.desk-form__more summary").click();
  const tomorrow = new Date(Date.now() + 86_400_000);
  await page.locator("#list-forget").fill(tomorrow.toLocaleDateString("sv", { timeZone: "Europe/Brussels" }));
  await page.locator("#list-text").fill(NUMBER);
  await page.getByRole("button", { name: "Kijk na" }).click();
  const said = tomorrow.toLocaleDateString("en-GB", { timeZone: "Europe/Brussels" });
  await expect(page.locator("#list-gone")).toContainText(`verdwijnt vanzelf op ${said}`);
});
