import type { Page } from "@playwright/test";
import { Desk, counterPoints } from "../../fixtures/desk";
import { inhabitants, joinBy, wedge } from "../../fixtures/door";
import { Phone } from "../../fixtures/phone";
import { expect, kept, test } from "../../fixtures/test";

const GODELIEVE = "0900000067513";

/** The answer over the whole tablet. */
const answer = (page: Page) => page.locator(".tablet__over .verdict");

/** Somebody taps the answer away, if it has not gone by itself. */
async function away(page: Page): Promise<void> {
  await answer(page).click({ timeout: 2_000 }).catch(() => undefined);
  await expect(answer(page)).toHaveCount(0);
}

test("a tablet at the door: paired, a balance that goes, itself after a reload, a day without network, and left by a PIN only", async ({ page, ownServer, accessible }) => {
  test.setTimeout(90_000);
  const device = new Phone();
  const people = [GODELIEVE, ...inhabitants(4)];
  try {
    const desk = await Desk.open(page, ownServer);
    const shift = await desk.door();
    const before = await counterPoints(ownServer, people);
    await page.goto(`${ownServer.url}/nl/beheer/deur/${shift}`);
    await page.getByRole("button", { name: "Een tablet om zelf te scannen" }).click();
    const pin = /\d{6}/.exec(await page.locator(".desk-code__pin").innerText())![0];
    const code = (await page.locator(".desk-code").innerText()).replace(/\s/g, "");
    await accessible(page);

    const tablet = await device.open();
    await tablet.setViewportSize({ width: 1024, height: 768 });
    await joinBy(tablet, `${ownServer.url}/nl/deur/tablet#${code}`, "Inkom");
    await expect(tablet.locator(".tablet")).toBeVisible();
    await expect(tablet.locator(".site-header"), "no way out").toBeHidden();
    await expect(tablet.locator(".tablet__code svg")).toBeVisible();
    await accessible(tablet);
    await expect(page.getByText("Inkom doet mee.")).toBeVisible({ timeout: 15_000 });

    // Somebody holds up a pass: the point, and the balance, which goes by itself.
    await wedge(tablet, GODELIEVE);
    await expect(answer(tablet)).toContainText(`Je hebt nu ${before[0]! + 1} punten.`);
    await accessible(tablet);
    await expect(answer(tablet)).toHaveCount(0, { timeout: 8_000 });
    expect(await tablet.locator("body").innerText()).not.toContain("Godelieve");
    await wedge(tablet, GODELIEVE);
    await expect(answer(tablet)).toHaveClass(/verdict--already/);
    await away(tablet);

    // A reload in mid-use, and somebody who strays.
    await kept(tablet);
    await wedge(tablet, people[1]!);
    await expect(answer(tablet)).toBeVisible();
    await tablet.reload();
    await expect(tablet.locator(".tablet")).toBeVisible();
    await tablet.goto(`${ownServer.url}/nl/deur/logboek`);
    await expect(tablet.locator(".tablet")).toBeVisible();
    await expect(tablet.locator(".door__log")).toHaveCount(0);

    // What the reload cut off has arrived, and the tablet has heard so, before the server goes.
    await expect.poll(async () => (await counterPoints(ownServer, [people[1]!]))[0]).toBe(before[1]! + 1);
    await expect(tablet.locator(".tablet__waits")).toHaveCount(0);

    // Without a server, and once more a reload.
    await ownServer.kill();
    await tablet.reload();
    await expect(tablet.locator(".tablet__code svg"), "its own code needs no network").toBeVisible();
    for (const pass of people.slice(2)) {
      await wedge(tablet, pass);
      await expect(answer(tablet)).toContainText("Je punt komt op je pas zodra er verbinding is.");
      await away(tablet);
    }
    await expect(tablet.locator(".tablet__waits")).toHaveText("3 wachten op verbinding");
    await ownServer.start();
    await tablet.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(tablet.locator(".tablet__waits")).toHaveCount(0, { timeout: 40_000 });
    const after = await counterPoints(ownServer, people);
    expect(after.map((points, place) => points - before[place]!)).toEqual([1, 1, 1, 1, 1]);

    // Only the PIN leaves it.
    const lock = tablet.locator("#tablet-lock");
    await tablet.getByRole("button", { name: "Voor de organisator" }).click();
    await lock.locator("#tablet-pin").fill(pin === "123456" ? "654321" : "123456");
    await lock.getByRole("button", { name: "Open" }).click();
    await expect(lock).toContainText("Die pincode klopt niet.");
    await accessible(tablet);
    await expect(lock.getByRole("button", { name: "Stop deze tablet" })).toHaveCount(0);
    // Who guesses on is told to wait, and a tablet that is opened again has not forgotten it.
    for (let turn = 1; turn < 5; turn++) {
      await lock.locator("#tablet-pin").fill(pin === "123456" ? "654321" : "123456");
      await lock.getByRole("button", { name: "Open" }).click();
      await expect(lock.locator("#tablet-pin")).toHaveValue("");
    }
    await expect(lock.getByRole("button", { name: "Open" })).toBeDisabled();
    await tablet.clock.install();
    await tablet.reload();
    await tablet.getByRole("button", { name: "Voor de organisator" }).click();
    await expect(lock.getByRole("button", { name: "Open" })).toBeDisabled();
    await tablet.clock.fastForward("01:00");
    await expect(lock.getByRole("button", { name: "Open" })).toBeEnabled();
    await lock.locator("#tablet-pin").fill(pin);
    await lock.getByRole("button", { name: "Open" }).click();
    await lock.getByRole("button", { name: "Stop deze tablet" }).click();
    await expect(tablet.locator(".tablet")).toHaveCount(0);
    await tablet.goto(`${ownServer.url}/nl/deur`);
    await expect(tablet.locator(".door__join").first()).toBeVisible();
  } finally {
    await device.end();
  }
});
