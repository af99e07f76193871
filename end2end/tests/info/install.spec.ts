import { alive, expect, test } from "../../fixtures/test";

test("the browser's own offer becomes a hint that can be put off for good", async ({ page }, info) => {
  await page.goto("/nl");
  await alive(page);
  const hint = page.locator(".bar--install").first();
  await expect(hint).toBeHidden();
  await page.evaluate(() => {
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
      prompt: () => Promise.resolve(document.documentElement.setAttribute("data-prompted", "")),
    });
    dispatchEvent(offer);
  });
  await expect(hint).toBeVisible();
  await page.screenshot({ path: info.outputPath("install.png") });
  await page.locator("[data-act=install]").first().click();
  await expect(page.locator("html[data-prompted]")).toBeAttached();
  await expect(hint).toBeHidden();

  await page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt", { cancelable: true })));
  await hint.locator("[data-act=install-later]").click();
  await page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt", { cancelable: true })));
  await expect(hint).toBeHidden();
});

test.describe("on an iPhone", () => {
  test.use({ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1" });

  test("the hint tells the steps, since there is no offer", async ({ page, accessible }, info) => {
    await page.goto("/uk");
    await alive(page);
    const hint = page.locator(".bar--install-ios").first();
    await expect(hint).toContainText("Поділитися");
    await accessible(page);
    await page.screenshot({ path: info.outputPath("ios.png") });
    await hint.locator("[data-act=install-later]").click();
    await page.reload();
    await alive(page);
    await expect(hint).toBeHidden();
  });
});

test("a person who saves data is not sent the app unasked", async ({ page, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto("/nl/punten", { waitUntil: "networkidle" });
  expect(fetched.filter((url) => url.endsWith(".wasm") || url.endsWith("/sw.js"))).toEqual([]);
  // It reads and navigates all the same, and comes when it is asked for.
  await page.locator("footer a[href='/nl/wat']").click();
  await expect(page.locator("h1")).toHaveText("Wat is de UiTPAS?");
  await page.locator("[data-act=keep-offline]").click();
  await alive(page);
  await expect(page.locator("html[data-kept]")).toBeAttached();
});
