import { alive, expect, test } from "../../fixtures/test";

for (const language of ["nl", "uk", "ar"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`/${language}/stijl shows every piece, ${colorScheme}`, async ({ page, accessible }, info) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`/${language}/stijl`);
      await alive(page);
      for (const piece of [".button--primary", ".field", ".bar--shown", ".card", ".badge", ".toast", ".rows", ".empty", ".points", ".verdict"]) {
        await expect(page.locator(`main ${piece}`).first()).toBeVisible();
      }
      await expect(page.locator(".verdict")).toHaveCount(5);
      await accessible(page);
      await page.screenshot({ path: info.outputPath("stijl.png"), fullPage: true });
    });
  }
}

test("the dialog opens over the page, is closed by the keyboard and gives the focus back", async ({ page, accessible }) => {
  await page.goto("/nl/stijl");
  await alive(page);
  const opener = page.getByRole("button", { name: "Open het venster" });
  await opener.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await expect(dialog).toBeVisible();
});

test("text twice as large loses nothing, in any direction", async ({ page }) => {
  for (const path of ["/nl", "/de/vragen", "/ar/verkoop", "/nl/stijl"]) {
    await page.goto(path);
    await alive(page);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "225%"));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("a keyboard reaches the content, the menu and the languages", async ({ page }) => {
  await page.goto("/nl/punten");
  await alive(page);
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
  await page.locator(".menu > summary").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator(".menu__link").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/nl\/wat$/);
  await expect(page.locator("article h1")).toBeVisible();
});
