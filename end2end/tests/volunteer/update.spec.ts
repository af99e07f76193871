import type { Page } from "@playwright/test";
import { counterPoints } from "../../fixtures/desk";
import { inhabitants, wedgeAll } from "../../fixtures/door";
import { Hall } from "../../fixtures/hall";
import { Phone } from "../../fixtures/phone";
import { expect, test } from "../../fixtures/test";

/** So many people with a pass, and so many without: all of the demo's region, and a full hall beside. */
const [PASSES, GUESTS] = [1_900, 3_100];

/** Guests are counted by taps in a row, each as soon as the one before was kept. */
const guests = (page: Page, count: number) =>
  page.evaluate(async (count) => {
    const tally = () => document.querySelector(".door__tally")?.textContent ?? "";
    const tap = [...document.querySelectorAll<HTMLButtonElement>(".door__acts button")].find((button) => button.textContent?.includes("Gast"))!;
    for (let turn = 0; turn < count; turn++) {
      const before = tally();
      tap.click();
      const late = Date.now() + 10_000;
      while (tally() === before && Date.now() < late) await new Promise((go) => setTimeout(go, 1));
    }
  }, count);

test("the service worker is updated with 5,000 queued: all of them arrive, once each", async ({ browser }) => {
  test.setTimeout(300_000);
  const hall = await Hall.open(browser);
  const phone = new Phone();
  try {
    const people = inhabitants(PASSES);
    const before = await counterPoints(hall.server, people);
    const page = await phone.open();
    await hall.join(page, "Olena");
    hall.line.down = true;
    const begin = Date.now();
    await wedgeAll(page, people);
    await guests(page, GUESTS);
    console.log(`5,000 kept in ${Date.now() - begin} ms`);
    await hall.update(page);
    const waits = await hall.says(page, /5.?000 wachten op verbinding/);
    hall.line.next.length = 0;
    const online = Date.now();
    await hall.online(page);
    await expect(page.locator(".door__tally").first()).not.toContainText("wacht", { timeout: 60_000 });
    console.log(`"${waits}"; delivered in ${Date.now() - online} ms`);
    const points = (await counterPoints(hall.server, people)).map((points, place) => points - before[place]!);
    expect(points).toEqual(people.map(() => 1));
    const { count } = await hall.desk.report(hall.shift);
    expect([count.people, count.guests]).toEqual([PASSES, GUESTS]);
  } finally {
    await phone.end();
    await hall.end();
  }
});
