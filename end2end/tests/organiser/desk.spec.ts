import type { Page } from "@playwright/test";
import { EVENT, become, counterCheckin } from "../../fixtures/desk";
import type { Server } from "../../fixtures/server";
import { alive, expect, test } from "../../fixtures/test";

const NUMBER = "0900000095902";

/** Opens a door for the test activity. */
async function openDoor(page: Page): Promise<void> {
  await page.locator(".desk-head button").click();
  await page.locator(`#event-${EVENT}`).check();
  await page.locator("#door-name").fill("Zaal 1");
  await page.locator("form.desk-form button[type=submit]").click();
  await expect(page.locator(".desk-counts")).toBeVisible();
}

/** A helper's phone joins by what the screen shows; its key is the one of RFC 8032's first test. */
async function join(server: Server, code: string, name: string): Promise<void> {
  const body = { code, name, publicKey: "ed25519:11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
  const got = await fetch(`${server.url}/api/v1/join`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  expect(got.status).toBe(201);
}

test("an admin comes in by a link, goes, and comes back with the passkey", async ({ page, ownServer, accessible }) => {
  await page.goto(`${ownServer.url}/nl/beheer`);
  await alive(page);
  await expect(page.locator(".desk-gate button")).toHaveText("Meld je aan met je passkey");
  await accessible(page);
  await become(page, ownServer);
  expect(page.url(), "the secret is out of the address").not.toContain("#");
  await page.getByRole("link", { name: "Toegang" }).click();
  await expect(page.getByText("Bea Beheer")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Meld af" }).click();
  await page.locator(".desk-gate button").click();
  await expect(page.locator("nav.desk-tabs")).toBeVisible();
});

test("a door: the code, the helper's name, the head count, a correction with its audit line, the end", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  await openDoor(page);
  await page.getByRole("button", { name: "Alleen punten sparen" }).click();
  await expect(page.locator("svg.code--qr")).toBeVisible();
  const code = await page.locator(".desk-code").innerText();
  await join(ownServer, code, "Olena");
  await expect(page.getByText("Olena doet mee.")).toBeVisible({ timeout: 15_000 });
  await expect(page.locator("svg.code--qr"), "a used code is shown no longer").toHaveCount(0);
  expect(await counterCheckin(ownServer, NUMBER)).toBe(201);
  await expect(page.locator(".desk-count--in dd")).toHaveText("1", { timeout: 15_000 });
  await accessible(page);
  expect(await page.locator("main").innerText()).not.toContain(NUMBER);

  // What was not registered, to lay beside the till.
  const without = page.locator("#door-unregistered");
  await without.locator("summary").click();
  await expect(without.locator("summary")).toHaveText("1 persoon binnen zonder geregistreerd tarief");
  await expect(without.locator("li")).toContainText(NUMBER.slice(7, 10));
  await accessible(page);
  const list = page.waitForEvent("download");
  await without.getByRole("link", { name: "Download als CSV" }).click();
  expect((await list).suggestedFilename()).toBe("pasmaat-unregistered.csv");
  // As a workbook it opens, by what reads the workbooks of clubs, and says the same.
  const link = without.getByRole("link", { name: "Download voor Excel" });
  const book = page.waitForEvent("download");
  await link.click();
  expect((await book).suggestedFilename()).toBe("pasmaat-unregistered.xlsx");
  const rows = await page.evaluate(async (file) => {
    const clubs = (await (await fetch("/api/v1/club")).json()) as { id: string; permission: string }[];
    const club = clubs.find(({ permission }) => permission === "WRITE")!;
    const body = await (await fetch(file)).blob();
    const read = await fetch(`/api/v1/club/${club.id}/sheet`, { method: "PUT", body });
    return ((await read.json()) as { rows: { cells: string[] }[] }).rows.map(({ cells }) => cells.join("|"));
  }, (await link.getAttribute("href"))!);
  expect(rows[0]).toBe("Zaal 1");
  const people = rows.filter((row) => row.includes("•"));
  expect(people).toHaveLength(1);
  expect(people[0]).toContain(NUMBER.slice(7, 10));
  expect(rows.join()).not.toContain(NUMBER);

  await page.getByRole("button", { name: "Neem terug" }).first().click();
  await page.locator("#correct-reason").fill("Verkeerde pas");
  await page.locator("dialog[open] .button--danger").click();
  await expect(page.locator(".desk-count--in dd")).toHaveText("0", { timeout: 15_000 });
  await expect(without, "who was taken back is not missed").toHaveCount(0);
  await page.locator(".desk-audit summary").click();
  await expect(page.locator(".desk-audit li").first()).toContainText("Verkeerde pas");
  await expect(page.locator(".desk-audit li").first()).toContainText("Bea Beheer");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download als CSV" }).click();
  expect((await download).suggestedFilename()).toBe("pasmaat-log.csv");

  await page.getByRole("button", { name: "Sluit uit" }).click();
  await page.locator("dialog[open] .button--danger").click();
  await expect(page.getByText("Uitgesloten", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Sluit de deur" }).click();
  await page.locator("dialog[open] .button--danger").click();
  await expect(page.locator(".badge--bad", { hasText: "Voorbij" })).toBeVisible();
});

test("an activity is made, copied a week on, and hangs on the wall in Ukrainian and Arabic", async ({ page, ownServer, accessible }) => {
  await become(page, ownServer);
  await page.getByRole("link", { name: "Activiteiten", exact: true }).first().click();
  await page.getByRole("button", { name: "Nieuwe activiteit" }).click();
  await page.locator("#event-title").fill("Open atelier");
  await page.locator("details.desk-form__more summary").click();
  await page.locator("#title-uk").fill("Відкрита майстерня");
  await page.locator("#event-price").fill("6,5");
  await page.locator("form.desk-form button[type=submit]").click();
  const card = page.locator(".desk-card", { hasText: "Open atelier" });
  await expect(card).toHaveCount(1);
  await accessible(page);
  await card.getByRole("button", { name: "Kopieer" }).click();
  await expect(page.locator("#event-price")).toHaveValue("6,50");
  await page.locator("#event-weeks").fill("99");
  await page.locator("form.desk-form button[type=submit]").click();
  await expect(page.getByRole("alert")).toContainText("Kijk de getallen na");
  await page.locator("#event-weeks").fill("10");
  await page.locator("form.desk-form button[type=submit]").click();
  await expect(card).toHaveCount(2);

  await page.locator("#missing").fill("https://www.uitdatabank.be/event/00000000-0000-0000-0000-000000000000");
  await page.getByRole("button", { name: "Kijk na" }).click();
  await expect(page.getByText("Pasmaat kent deze activiteit niet")).toBeVisible();

  await card.first().getByRole("link", { name: "Affiche met QR" }).click();
  await page.locator("#poster-uk").check();
  await page.locator("#poster-ar").check();
  await expect(page.locator(".poster svg.code--qr")).toBeVisible();
  await expect(page.locator(".poster [lang=uk]")).toContainText("Відкрита майстерня");
  await expect(page.locator(".poster [lang=ar]")).toHaveAttribute("dir", "rtl");
  await accessible(page);
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 4).toString()).toBe("%PDF");
});
