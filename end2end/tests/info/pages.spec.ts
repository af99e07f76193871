import { alive, at, expect, languages, pages, test } from "../../fixtures/test";

for (const language of languages) {
  for (const name of pages) {
    test(`${at(language, name)} reads well`, async ({ page, accessible, javaScriptEnabled }) => {
      const answer = await page.goto(at(language, name));
      expect(answer?.status()).toBe(200);
      const root = page.locator("html");
      await expect(root).toHaveAttribute("lang", language);
      await expect(root).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
      await expect(page.locator("h1")).toHaveCount(1);
      await expect(page.locator("link[rel=alternate][hreflang]")).toHaveCount(languages.length + 1);
      await expect(page).toHaveTitle(/ · Pasmaat$/);

      if (javaScriptEnabled) {
        await alive(page);
        await accessible(page);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      const overflow = await root.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(overflow, "pixels to scroll sideways at 320 px").toBeLessThanOrEqual(0);
    });
  }
}

test("every link inside the app leads somewhere", async ({ page, request, baseURL }) => {
  const seen = new Set<string>();
  for (const language of languages) {
    for (const name of pages) {
      await page.goto(at(language, name));
      const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      for (const link of links) if (link.startsWith(baseURL!)) seen.add(link.split("#")[0]!);
    }
  }
  expect(seen.size).toBeGreaterThanOrEqual(languages.length * pages.length);
  for (const link of seen) {
    const answer = await request.get(link, { maxRedirects: 0 });
    expect(answer.status(), link).toBe(200);
  }
});
