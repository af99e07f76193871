import type { Page } from "@playwright/test";
import { code128 } from "../../fixtures/code128";
import { type Picture, expect, photograph, test } from "../../fixtures/clip";
import { alive } from "../../fixtures/test";

const number = "0900000095902";

/** The scanner of the page of pieces, switched on. */
async function look(page: Page): Promise<void> {
  await page.goto("/nl/stijl");
  await alive(page);
  await page.getByRole("button", { name: "Camera aan of uit" }).click();
  await expect(page.locator(".scanner")).toHaveAttribute("data-phase", "looking");
}

/** Our own QR code, as the page of pieces draws it. */
async function ownQr(page: Page): Promise<string> {
  await page.goto("/nl/stijl");
  const drawing = await page.locator(".code--qr").evaluate((svg) => new XMLSerializer().serializeToString(svg));
  return drawing.replace("currentColor", "#000").replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path');
}

const ways: Record<string, Omit<Picture, "of">> = {
  straight: {},
  tilted: { tilt: 12 },
  "upside down": { tilt: 180 },
  small: { width: 330 },
  pale: { contrast: 0.25 },
  "out of focus": { width: 900, blur: 1.5 },
};

for (const [way, how] of Object.entries(ways)) {
  test(`a pass is read by camera: a barcode and a QR code, ${way}`, async ({ page, show }) => {
    const bars = how.tilt === 12 ? { ...how, tilt: 5 } : how;
    await show({ ...bars, of: code128(number) });
    await look(page);
    await expect(page.locator(".specimen__seen")).toHaveText(number);
    const qr = await ownQr(page);
    await show({ ...how, of: qr, width: Math.min(how.width ?? 420, 600) });
    await look(page);
    await expect(page.locator(".specimen__seen")).toHaveText(number);
  });
}

test("a barcode held upright is read", async ({ page, show }) => {
  await show({ of: code128(number), tilt: 90, width: 600 });
  await look(page);
  await expect(page.locator(".specimen__seen")).toHaveText(number);
});

test("photographs of codes that are no pass are read as what they say", async ({ page, show }) => {
  await show({ of: photograph("code128-1/1.png"), width: 800 });
  await look(page);
  await expect(page.locator(".specimen__seen")).toHaveText("168901");
});

test("the camera is given back in the background and comes again", async ({ page, show }) => {
  await show({ of: code128(number) });
  await look(page);
  await expect(page.locator(".specimen__seen")).toHaveText(number);
  const live = () =>
    page.locator(".scanner__video").evaluate((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getTracks().filter((track) => track.readyState === "live").length);
  expect(await live()).toBe(1);
  // Headless browsers never hide a page: the page is told that it is hidden.
  const hide = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  await expect.poll(live).toBe(0);
  await hide(false);
  await expect(page.locator(".scanner")).toHaveAttribute("data-phase", "looking");
  expect(await live()).toBe(1);
  await page.getByRole("button", { name: "Camera aan of uit" }).click();
  await expect.poll(live).toBe(0);
});

test("what goes wrong with the camera is said in words, and typing stays", async ({ page, accessible }) => {
  for (const [name, words] of [
    ["NotAllowedError", "De camera mag niet aan"],
    ["NotReadableError", "Een andere app gebruikt de camera"],
    ["NotFoundError", "Dit toestel heeft geen camera"],
  ] as const) {
    await page.goto("/nl/stijl");
    await alive(page);
    await page.evaluate((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
    }, name);
    await page.getByRole("button", { name: "Camera aan of uit" }).click();
    await expect(page.locator(".scanner__text")).toContainText(words);
    await expect(page.locator(".scanner").getByRole("button", { name: "Probeer opnieuw" })).toBeVisible();
    await accessible(page);
  }
});

test("the decoder works without network, once the app is kept", async ({ page, show, ownServer }) => {
  await show({ of: code128(number) });
  await page.goto(`${ownServer.url}/nl/stijl`);
  await alive(page);
  await page.locator("html[data-kept]").waitFor({ state: "attached" });
  await ownServer.kill();
  await page.reload();
  await alive(page);
  await page.getByRole("button", { name: "Camera aan of uit" }).click();
  await expect(page.locator(".specimen__seen")).toHaveText(number);
});
