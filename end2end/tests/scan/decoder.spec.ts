import { look, sets } from "../../fixtures/decoder.mjs";
import { expect, test } from "../../fixtures/test";

for (const [set, wanted] of Object.entries(sets)) {
  test(`the worker reads the photographs of ${set}`, async ({ page }) => {
    await page.goto("/nl/stijl");
    const looks = await look(page, set);
    test.skip(!looks, "the photographs are not on this machine");
    const wrong = looks!.filter(({ text, found }) => found !== undefined && found !== text);
    const missed = looks!.filter(({ found }) => found === undefined).map(({ name }) => name);
    expect(wrong).toEqual([]);
    expect(looks!.length - missed.length, `not read: ${missed.join(", ")}`).toBeGreaterThanOrEqual(wanted);
  });
}
