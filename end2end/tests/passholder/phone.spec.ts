import { Phone, eventCode, holder, own, pair, points, signIn, tab } from "../../fixtures/phone";
import { Server } from "../../fixtures/server";
import { expect, kept, test } from "../../fixtures/test";

for (const language of ["nl", "uk", "ar"]) {
  test(`a card, its points and a point on its way outlive server and browser (${language})`, async () => {
    const [server, phone] = [new Server(), new Phone()];
    try {
      await server.start();
      const code = await eventCode(server);
      let page = await phone.open();
      await page.goto(own(server, language));
      await signIn(page);
      const before = await points(page);
      await expect(page.locator(".code--bars").first()).toBeVisible();
      // The number is not printed unless it is asked for.
      expect(await page.locator("body").innerText()).not.toContain(holder.number.slice(0, 4) + " ");

      // Number and birth date can be guessed: the history asks for more.
      await tab(page, "geschiedenis");
      await pair(page, server);
      await expect(page.locator(".sum__count")).toHaveText(String(before));
      await tab(page, "voordelen");
      await expect(page.locator(".tile").first()).toBeVisible();
      await kept(page);

      // The server is gone, the browser killed.
      await server.kill();
      await phone.kill();
      page = await phone.open();
      await page.goto(own(server, language));
      await expect(page.locator(".pass__count").first()).toHaveText(String(before));
      await expect(page.locator(".code--bars").first()).toBeVisible();
      await expect(page.locator(".as-of__more")).toBeVisible();

      // Rewards, a filter and a search, from what the phone keeps.
      await tab(page, "voordelen");
      await page.locator(".fold--filters > summary").click();
      await page.locator(".fold--filters .chip").nth(1).click();
      await expect(page.locator(".tiles .tile").first()).toBeVisible();
      const online = await page.locator(".tiles .tile").count();
      await page.locator("#reward-search").fill("zzzz");
      await expect(page.locator(".tiles .tile")).toHaveCount(0);
      await page.locator("#reward-search").fill("");
      await expect(page.locator(".tiles .tile")).toHaveCount(online);

      // Another language and back, without a reload.
      const other = language === "uk" ? "nl" : "uk";
      for (const [next, direction] of [[other, "ltr"], [language, language === "ar" ? "rtl" : "ltr"]] as const) {
        await page.locator(".menu--languages > summary").click();
        await page.locator(`.menu--languages a[data-language=${next}]`).click();
        await expect(page.locator("html")).toHaveAttribute("lang", next);
        await expect(page.locator("html")).toHaveAttribute("dir", direction);
      }

      // A point by the code of an activity: it waits, with the hour until which it can be sent.
      await tab(page, "sparen");
      await page.locator("#event-code").fill(code);
      for (const chip of (await page.locator("form .chip").all()).slice(1)) await chip.click();
      await page.locator("form button[type=submit]").click();
      await expect(page.locator(".answer--waiting")).toHaveCount(1);
      await expect(page.locator(".answer__until")).toContainText(/\d\d:\d\d/);

      // It outlives another kill, and arrives once.
      await phone.kill();
      page = await phone.open();
      await page.goto(own(server, language, "sparen"));
      await expect(page.locator(".answer--waiting")).toHaveCount(1);
      await server.start();
      await expect(page.locator(".answer--saved")).toHaveCount(1, { timeout: 40_000 });
      await tab(page, "");
      await expect(page.locator(".pass__count").first()).toHaveText(String(before + 1));
      await tab(page, "geschiedenis");
      await expect(page.locator(".sum__count")).toHaveText(String(before + 1));
    } finally {
      await phone.end();
      await server.end();
    }
  });
}

test("ninety days without network, and the card still opens", async () => {
  const [server, phone] = [new Server(), new Phone()];
  try {
    await server.start();
    let page = await phone.open();
    await page.goto(own(server, "nl"));
    await signIn(page);
    const before = await points(page);
    await kept(page);
    await server.kill();
    await phone.kill();
    page = await phone.open();
    await page.clock.install({ time: Date.now() + 90 * 86_400_000 });
    await page.goto(own(server, "nl"));
    await expect(page.locator(".pass__count").first()).toHaveText(String(before));
    await expect(page.locator(".code--bars").first()).toBeVisible();
    // The rotating code holds for two weeks: then the barcode has to do, and the screen says so.
    await page.locator(".switch__way").nth(1).click();
    await expect(page.locator(".pass__none").first()).toBeVisible();
  } finally {
    await phone.end();
    await server.end();
  }
});
