import { alive, expect, kept, test } from "../../fixtures/test";

test("a page once opened stays, in every language, when the server is gone", async ({ page, ownServer }) => {
  await page.goto(`${ownServer.url}/nl/punten`);
  await alive(page);
  await kept(page);
  await ownServer.kill();

  await page.reload();
  await alive(page);
  await expect(page.locator("html")).toHaveAttribute("data-net", "off");
  await expect(page.locator("article h1")).not.toBeEmpty();

  // Another language, chosen in the menu: no reload, no network.
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const dutch = await page.locator("article h1").innerText();
  await page.locator(".menu--languages > summary").click();
  await page.locator("a[data-language=uk]").first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await expect(page.locator("article h1")).not.toHaveText(dutch);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);

  // Another page, by address, and the start page without a language: the choice is remembered.
  await page.goto(`${ownServer.url}/ar/vragen`);
  await alive(page);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("article h2").first()).toBeVisible();
  await page.goto(`${ownServer.url}/`);
  await alive(page);
  await expect(page).toHaveURL(/\/uk$/);
  await expect(page.locator(".cards li")).toHaveCount(9);
});
