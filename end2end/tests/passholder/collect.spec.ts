import { code128 } from "../../fixtures/code128";
import { expect, test } from "../../fixtures/clip";
import { Desk } from "../../fixtures/desk";
import { joinBy } from "../../fixtures/door";
import { Phone, eventCode, holder, own, pair, points, signIn, tab } from "../../fixtures/phone";
import { kept } from "../../fixtures/test";
import { qr } from "../../fixtures/qr";

for (const language of ["nl", "uk", "ar"]) {
  test(`an activity's QR is scanned without network; the point arrives once (${language})`, async ({ page, ownServer, show, accessible }) => {
    await show({ of: qr(await eventCode(ownServer)), width: 420 });
    await page.goto(own(ownServer, language));
    await signIn(page);
    await tab(page, "geschiedenis");
    await pair(page, ownServer);
    await expect(page.locator(".sum__count")).toBeVisible();
    const before = Number(await page.locator(".sum__count").innerText());
    await kept(page);
    await ownServer.kill();

    await tab(page, "sparen");
    await page.locator(".page button").first().click();
    await expect(page.locator(".answer--waiting")).toHaveCount(1);
    // Read once, and the camera is given back.
    await expect(page.locator(".scanner")).toHaveCount(0);
    await expect(page.locator(".answer__until")).toContainText(/\d\d:\d\d/);
    await accessible(page);

    await ownServer.start();
    await expect(page.locator(".answer--saved")).toHaveCount(1, { timeout: 40_000 });
    await tab(page, "");
    await expect.poll(() => points(page)).toBe(before + 1);
    await page.reload();
    await expect.poll(() => points(page)).toBe(before + 1);
  });
}

test("a pass held before the camera is no activity, and typing stays", async ({ page, ownServer, show }) => {
  await show({ of: code128(holder.number) });
  await page.goto(own(ownServer, "nl"));
  await signIn(page);
  await tab(page, "geschiedenis");
  await pair(page, ownServer);
  await expect(page.locator(".sum__count")).toBeVisible();
  await tab(page, "sparen");
  await page.getByRole("button", { name: "Scan met de camera" }).click();
  await expect(page.locator(".field__error")).toContainText("Dit is een pas");
  await page.getByRole("button", { name: "Typ liever" }).or(page.locator(".scanner__tools .button--quiet").last()).first().click();
  await expect(page.locator(".scanner")).toHaveCount(0);
  await expect(page.locator("#event-code")).toBeVisible();
  await expect(page.locator(".answer")).toHaveCount(0);
});

test("the code on a tablet's screen is collected with a phone of one's own", async ({ page, browser, ownServer, show }, info) => {
  const device = new Phone();
  try {
    const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
    const { code } = await desk.invite(await desk.door(), "TABLET");
    const tablet = await device.open();
    await tablet.setViewportSize({ width: 1024, height: 768 });
    await joinBy(tablet, `${ownServer.url}/nl/deur/tablet#${code}`, "Inkom");
    await expect(tablet.locator(".tablet__code svg")).toBeVisible();

    await page.goto(own(ownServer, "nl"));
    await signIn(page);
    await tab(page, "geschiedenis");
    await pair(page, ownServer);
    await expect(page.locator(".sum__count")).toBeVisible();
    const before = Number(await page.locator(".sum__count").innerText());
    await tab(page, "sparen");
    // What stands on the screen now, as a camera sees it.
    const screen = info.outputPath("screen.png");
    await tablet.locator(".tablet__code").screenshot({ path: screen });
    await show({ of: screen, width: 420 });
    await page.locator(".page button").first().click();
    await expect(page.locator(".answer--saved")).toHaveCount(1, { timeout: 20_000 });
    await tab(page, "");
    await expect.poll(() => points(page)).toBe(before + 1);
  } finally {
    await device.end();
  }
});
