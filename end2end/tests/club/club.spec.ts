import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addByNumber, openClub } from "../../fixtures/club";
import { become } from "../../fixtures/desk";
import { expect, test } from "../../fixtures/test";

const NUMBER = "0900000067513";
/** The same with a slip in its last digit. */
const SLIP = "0900000067514";

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

test("who is added while the network comes and goes is a member once, and nobody is left out", async ({ page, ownServer }) => {
  await become(page, ownServer);
  await openClub(page);
  const before = await page.locator("li.member").count();
  await page.locator("#member-add summary").click();
  const add = async (first: string) => {
    await page.locator("#member-first").fill(first);
    await page.locator("#member-name").fill("De Smet");
    await page.locator("#member-born").fill("2000-02-29");
    await page.locator("#member-add button[type=submit]").click();
  };
  /** The next thing that is said gets no answer, though it may have arrived. */
  const lose = async (arrives: boolean) => {
    const lost = page.waitForEvent("requestfailed");
    await page.route("**/facts", async (route) => {
      if (arrives) await route.fetch();
      await route.abort();
    }, { times: 1 });
    return () => lost;
  };
  let lost = await lose(true);
  await add("Anna");
  await lost();
  // The same person once more, because no answer came.
  await expect(page.locator("#member-add button[type=submit]")).toBeEnabled();
  await add("Anna");
  await expect(row(page, "Anna De Smet")).toHaveCount(1);
  await expect(page.locator("li.member")).toHaveCount(before + 1);

  lost = await lose(false);
  await add("Bo");
  await lost();
  await expect(page.locator("#member-add button[type=submit]")).toBeEnabled();
  // Somebody else comes first now: nobody is forgotten for that.
  await add("Cas");
  for (const name of ["Anna", "Bo", "Cas"]) await expect(row(page, `${name} De Smet`)).toHaveCount(1);
  await expect(page.locator("li.member")).toHaveCount(before + 3);
});
