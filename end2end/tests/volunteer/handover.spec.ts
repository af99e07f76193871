import type { Page } from "@playwright/test";
import { type Picture, expect, test } from "../../fixtures/clip";
import { Desk } from "../../fixtures/desk";
import { inhabitants, joinBy, next, verdict, wedge } from "../../fixtures/door";
import { Phone } from "../../fixtures/phone";
import { kept } from "../../fixtures/test";

/** Every code that the first phone shows in turn, as a camera sees them. */
async function film(page: Page): Promise<Picture[]> {
  const seen = new Map<string, string>();
  const code = page.locator(".door__handover svg");
  for (let quiet = 0; quiet < 30; quiet++) {
    const drawing = await code.evaluate((svg) => new XMLSerializer().serializeToString(svg));
    if (!seen.has(drawing)) quiet = 0;
    seen.set(drawing, drawing.replace("currentColor", "#000").replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path'));
    await page.waitForTimeout(120);
  }
  return [...seen.values()].map((of) => ({ of, width: 640, frames: 9 }));
}

test("two hundred scans go from phone to phone without any network, and are sent by nobody but the first", async ({ page, browser, show, ownServer, accessible }) => {
  test.setTimeout(150_000);
  const phone = new Phone();
  try {
    const desk = await Desk.open(await (await browser.newContext()).newPage(), ownServer);
    const shift = await desk.door();
    const passes = inhabitants(200);
    const first = await phone.open();
    await joinBy(first, (await desk.invite(shift)).address, "Olena");
    await show({});
    await joinBy(page, (await desk.invite(shift)).address, "Boris");
    await kept(first);
    await kept(page);
    await ownServer.kill();
    for (const pass of passes) {
      await wedge(first, pass);
      await expect(verdict(first)).toHaveClass(/verdict--waiting/);
      await next(first);
    }
    await first.getByRole("link", { name: "Andere telefoon" }).click();
    await first.getByRole("button", { name: "Toon de QR-code" }).click();
    await expect(first.getByRole("status").filter({ hasText: "200 scans" })).toBeVisible();
    const pictures = await film(first);
    expect(pictures).toHaveLength(20);

    await page.getByRole("link", { name: "Andere telefoon" }).click();
    await show(...pictures);
    const begin = Date.now();
    await page.getByRole("button", { name: "Lees de andere telefoon" }).click();
    await expect(page.locator(".door__handed")).toHaveText("200 scans van Olena zijn hier nu bekend.", { timeout: 45_000 });
    console.log(`200 scans handed over in ${Date.now() - begin} ms, ${pictures.length} codes`);
    await accessible(page);
    await page.getByRole("link", { name: "Terug naar scannen" }).click();
    await wedge(page, passes[0]!);
    await expect(verdict(page)).toContainText("Al ingecheckt");
    await expect(verdict(page)).toContainText("door Olena");
    await next(page);
    // What the camera still sees of the other phone is no pass and no mistake.
    await expect(page.locator(".door__tally").first()).toHaveText("0 binnen");

    // The server is back: the second phone has nothing to send, the first has all of it.
    await ownServer.start();
    await expect(page.locator(".door__age")).toContainText("Stand van", { timeout: 40_000 });
    expect((await desk.log(shift)).filter((line) => line.by === "Boris")).toEqual([]);
    await first.getByRole("link", { name: "Terug naar scannen" }).click();
    await expect(first.locator(".door__tally").first()).toHaveText("200 binnen", { timeout: 60_000 });
    const lines = await desk.log(shift);
    expect(lines.filter((line) => line.by === "Olena")).toHaveLength(200);
  } finally {
    await phone.end();
  }
});
