import { pair, points, signIn, tab } from "../../fixtures/phone";
import { Proxy, faults } from "../../fixtures/proxy";
import { expect, test } from "../../fixtures/test";

type Private = { history: { points: number; title: string }[]; redeemed: { code?: string; title: string }[] };
type Snapshot = { persons: { points: number; private: Private }[] };

test("a reward whose answer is lost ten times in ten ways is redeemed once, and its code comes", async ({ browser, ownServer }) => {
  test.setTimeout(120_000);
  const proxy = new Proxy(ownServer.port);
  const url = await proxy.start();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  try {
    await page.goto(`${url}/nl/mijn`);
    await signIn(page);
    await tab(page, "geschiedenis");
    await pair(page, ownServer);
    await expect(page.locator(".sum__count")).toBeVisible();
    await tab(page, "voordelen");
    await page.locator(".fold--filters > summary").click();
    await page.getByRole("button", { name: "Zonder balie, online" }).click();
    await page.getByRole("button", { name: "Kan ik nu hebben" }).click();
    // One that costs something.
    await page.locator(".tile").filter({ hasText: /[1-9]\d* punt/ }).first().getByRole("link").click();
    const title = await page.locator("main h1").innerText();
    const price = Number(/(\d+) punt/.exec(await page.locator(".detail__price").innerText())![1]);
    const snapshot = async (): Promise<Snapshot> => (await page.request.get(`${url}/api/v1/phone`)).json() as Promise<Snapshot>;
    const before = (await snapshot()).persons[0]!;
    const had = before.private.redeemed.filter((one) => one.title === title).length;

    proxy.next.push(...faults);
    await page.getByRole("button", { name: "Ruil om" }).click();
    await page.getByRole("button", { name: "Ja, ruil om" }).click();
    for (let lost = 1; lost <= faults.length; lost++) {
      await expect.poll(() => proxy.done.length, { timeout: 40_000, intervals: [50] }).toBeGreaterThanOrEqual(lost);
      // The network seems to be back: no pause is waited for.
      await page.evaluate(() => window.dispatchEvent(new Event("online")));
    }
    await expect(page.locator(".proof__code code")).toBeVisible({ timeout: 40_000 });
    expect(proxy.done).toEqual([...faults]);
    // It reached the server whole six times: five of the faults come after that, and the last try.
    expect(proxy.reached).toBe(6);

    const after = (await snapshot()).persons[0]!;
    const redeemed = after.private.redeemed.filter((one) => one.title === title);
    expect(redeemed.length).toBe(had + 1);
    expect(after.points).toBe(before.points - price);
    expect(after.private.history.filter((line) => line.points === -price).length).toBe(before.private.history.filter((line) => line.points === -price).length + 1);
    await expect(page.locator(".proof__code code")).toHaveText(redeemed[0]!.code!);
    await tab(page, "");
    await expect.poll(() => points(page)).toBe(before.points - price);
    await page.goto(`${url}/nl/mijn/omgeruild`);
    await expect(page.locator(".proof__code code").first()).toHaveText(redeemed[0]!.code!);
  } finally {
    await context.close();
    await proxy.end();
  }
});
