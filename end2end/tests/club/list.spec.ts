import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addByNumber, openClub, tab } from "../../fixtures/club";
import { EVENT, become, counterPoints } from "../../fixtures/desk";
import { inhabitants } from "../../fixtures/door";
import { alive, expect, test } from "../../fixtures/test";
import { workbook, zip } from "../../fixtures/workbook";

const NUMBER = "0900000067513";
/** The first with a slip in its last digit. */
const SLIP = "0900000067514";

const lines = (page: Page) => page.locator(".list-lines > li");

/** A list is looked at: from a file, or from what was pasted. */
async function look(page: Page, list: string | { name: string; buffer: Buffer }, title = ""): Promise<void> {
  await page.locator("#list-event").selectOption(EVENT);
  await page.locator("#list-title").fill(title);
  if (typeof list === "string") await page.locator("#list-text").fill(list);
  else await page.locator("#list-file").setInputFiles({ ...list, mimeType: "application/octet-stream" });
  await page.getByRole("button", { name: "Kijk na" }).click();
}

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
  await expect(lines(page)).toHaveCount(4);
  await expect(lines(page).nth(1)).toContainText("Klaar om te versturen");
  await expect(lines(page).nth(2)).toContainText("Staat ook op rij");
  await expect(lines(page).nth(3)).toContainText("rijksregisternummer");
  expect(await page.locator("main").innerText()).not.toMatch(/85073003328|0900000095902/);
  await accessible(page);
  await page.locator(".desk-cards button").first().click();
  await expect(lines(page).nth(0)).toContainText("Klaar om te versturen");
  await page.reload();
  await expect(page.locator("#list-send")).toHaveText("Verstuur (2)");
  await page.locator("#list-send").click();
  await expect(lines(page).nth(0)).toContainText("Punt gespaard");
  await expect(lines(page).nth(1)).toContainText("Punt gespaard");
  await expect(page.locator("#list-send")).toHaveCount(0);
  const sheet = page.waitForEvent("download");
  await page.getByRole("link", { name: "Bewaar het resultaat" }).click();
  expect(readFileSync(await (await sheet).path()).subarray(0, 2).toString()).toBe("PK");

  // The same people once more, by name and from a workbook this time.
  await page.getByRole("link", { name: "Nog een lijst" }).click();
  await page.locator("#list-event").selectOption(EVENT);
  await page.locator("#list-file").setInputFiles({ name: "leden.xlsx", mimeType: "application/octet-stream", buffer: members });
  await page.getByRole("button", { name: "Kijk na" }).click();
  await expect(lines(page).first()).toBeVisible();
  await expect(page.getByText("Had hier al een punt").or(page.getByText("Nog kiezen: wie is dit?")).first()).toBeVisible();

  await page.getByRole("button", { name: "Vergeet de lijst" }).click();
  await page.locator("dialog[open] .button--danger").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Punten met een lijst");
});

test("a bad file is refused whole, with a sentence that says what to do", async ({ page, ownServer, accessible }) => {
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
    ["bom.xlsx", zip({ "xl/workbook.xml": Buffer.alloc(40 * 1024 * 1024, " ") }), "te groot"],
    ["lang.xlsx", workbook(Array.from({ length: 50_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>900000067513</v></c></row>`).join("")), "De lijst is te lang"],
    ["groot.csv", Buffer.alloc(3_000_000, "x"), "te groot"],
  ];
  for (const [name, buffer, sentence] of bad) {
    await page.locator("#list-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await page.getByRole("button", { name: "Kijk na" }).click();
    await expect(page.locator("#list-wrong"), name).toContainText(sentence);
  }
  await accessible(page);
  // Nothing of any of them was kept.
  await page.reload();
  await expect(page.locator("#list-event")).toBeVisible();
  await expect(page.locator(".list-lines, .desk-cards li")).toHaveCount(0);
});

test("what clubs really send is read: merged cells, formulas, days, numbers without their zero, other encodings, quotes, one pass twice", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  const text = (cell: string, text: string) => `<c r="${cell}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = [
    `<row r="1">${text("A1", "Leden van de Rakkers")}</row>`,
    `<row r="3">${text("A3", "Naam")}${text("B3", "Geboren")}${text("C3", "UiTPAS")}</row>`,
    `<row r="4">${text("A4", "Zo\u00eb")}<c r="B4" s="1"><v>40968</v></c><c r="C4"><v>900000095902</v></c></row>`,
    `<row r="5">${text("A5", "Bo")}<c r="C5" t="str"><f>CONCATENATE("09","00000067513")</f><v>${NUMBER}</v></c></row>`,
    `<row r="6">${text("A6", "An")}<c r="C6" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`,
  ].join("");
  const merged = workbook(rows, '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>');
  const little = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  const ready = (place: number, name: string) => new RegExp(`^${place}${name}.*Klaar om te versturen`, "s");
  const good: [string, Buffer, RegExp[]][] = [
    ["leden.xlsx", merged, [ready(4, "Bram"), ready(5, "Godelieve"), /^6An.*Niet gevonden/s]],
    ["utf16.csv", little(`Naam\tUiTPAS\nZo\u00eb\t${NUMBER}\n\u0110or\u0111e\t\n`), [ready(2, "Godelieve"), /^3\u0110or\u0111e/]],
    ["windows.csv", Buffer.from(`Naam;UiTPAS\nZo\u00eb;\nBo;${NUMBER}\n`, "latin1"), [/^2Zo\u00eb/, ready(3, "Godelieve")]],
    ["quotes.csv", Buffer.from(`Naam;UiTPAS\n"Bo ""B""; de tweede";\nAn;0900-0000.67513\n`), [/^2Bo "B"; de tweede/, ready(3, "Godelieve")]],
    ["twee.csv", Buffer.from(`${NUMBER}\n${NUMBER}\n`), [ready(1, "Godelieve"), /Staat ook op rij 1/]],
  ];
  for (const [name, buffer, expected] of good) {
    await tab(page, "Lijst").click();
    await look(page, { name, buffer });
    await expect(lines(page).first(), name).toBeVisible();
    for (const line of expected) await expect(lines(page).filter({ hasText: line }), `${name}: ${line}`).not.toHaveCount(0);
  }
  await accessible(page);

  // What begins as a formula does is a text in what we give back.
  await tab(page, "Lijst").click();
  await look(page, `Naam;UiTPAS\n"=HYPERLINK(""http://x"")";\nBo;${NUMBER}\n`);
  await expect(lines(page).filter({ hasText: "=HYPERLINK" })).toContainText("Niet gevonden");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Bewaar het resultaat" }).click();
  const sheet = readFileSync(await (await download).path());
  await tab(page, "Lijst").click();
  await look(page, { name: "terug.xlsx", buffer: sheet });
  await expect(lines(page).filter({ hasText: "=HYPERLINK" })).not.toHaveCount(0);
});

test("a class on a trip: points once each, and the day after the list is gone by itself", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  await tab(page, "Lijst").click();
  const pupils = inhabitants(12);
  const before = await counterPoints(ownServer, pupils);
  await page.locator("details.desk-form__more summary").click();
  const tomorrow = new Date(Date.now() + 86_400_000);
  await page.locator("#list-forget").fill(tomorrow.toLocaleDateString("sv", { timeZone: "Europe/Brussels" }));
  await look(page, pupils.map((pass, place) => `Leerling ${place + 1};${pass}`).join("\n"), "Klas 4B naar zee");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Klas 4B naar zee");
  const said = tomorrow.toLocaleDateString("en-GB", { timeZone: "Europe/Brussels" });
  await expect(page.locator("#list-gone")).toContainText(`verdwijnt vanzelf op ${said}`);
  await expect(page.locator("#list-send")).toHaveText("Verstuur (12)");
  await page.locator("#list-send").click();
  await expect(page.getByText("Punt gespaard").first()).toBeVisible();
  await expect(page.locator("#list-send")).toHaveCount(0);
  const given = (await counterPoints(ownServer, pupils)).map((points, place) => points - before[place]!);
  expect(given).toEqual(pupils.map(() => 1));
  await accessible(page);

  // Not while the trip lasts.
  await ownServer.kill();
  await ownServer.start();
  await page.reload();
  await expect(lines(page)).toHaveCount(12);
  await ownServer.kill();
  await ownServer.start({ later: "+2d" });
  await page.reload();
  await alive(page);
  await expect(page.getByText("Dit bestaat niet of is niet van jouw organisatie.")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("Leerling");
  await tab(page, "Lijst").click();
  await expect(page.locator("#list-event")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("Klas 4B");
});
