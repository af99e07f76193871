import type { Page } from "@playwright/test";
import { own, signIn, signInFull } from "../../fixtures/phone";
import { expect, test } from "../../fixtures/test";

const SOFIE = "0900004518305";
const screens = ["", "geschiedenis", "sparen", "voordelen", "omgeruild", "gezin", "lidkaarten", "activiteiten", "extra", "afdrukken", "kwijt", "meer", "instellingen"] as const;

/** How far the page is wider than the phone. */
const over = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What is wider than the phone or cut off, for whoever has to mend it. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = [...document.querySelectorAll<HTMLElement>("main :is(h1,h2,p,a,button,label,span,li)")];
    const hidden = (element: HTMLElement) => getComputedStyle(element).clipPath !== "none" || element.closest("[hidden],dialog:not([open]),.row__tiles,.deck,svg") !== null;
    return texts.filter((element) => !hidden(element) && element.offsetParent && element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML.slice(0, 120));
  });

/** Goes through the screen with the Tab key: everything that can be used is reached and shows that it is. */
async function byKeyboard(page: Page): Promise<void> {
  const wanted = await page.evaluate(() => {
    const usable = [...document.querySelectorAll<HTMLElement>("main :is(a[href],button,input,select,summary)")];
    const seen = usable.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !(element as HTMLButtonElement).disabled);
    seen.forEach((element, index) => (element.dataset.walk = String(index)));
    (document.activeElement as HTMLElement | null)?.blur();
    return seen.length;
  });
  const reached = new Set<string>();
  for (let step = 0; step < wanted + 30 && reached.size < wanted; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element ?? document.body);
      const ring = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      return { walk: element?.dataset.walk, ring, html: element?.outerHTML.slice(0, 120) };
    });
    if (at.walk === undefined) continue;
    expect(at.ring, `no ring around ${at.html}`).toBe(true);
    reached.add(at.walk);
  }
  expect(reached.size, "reached by the Tab key").toBe(wanted);
}

const language = { nl: "light", uk: "dark", ar: "light" } as const;
for (const [code, scheme] of Object.entries(language)) {
  test(`every screen: axe, keyboard, 360 px and text twice as large (${code}, ${scheme})`, async ({ page, ownServer, accessible }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(own(ownServer, code));
    await expect(page.locator("#uitpas-number")).toBeVisible();
    await accessible(page);
    await signInFull(page, ownServer, SOFIE);
    for (const screen of [...screens, "reward"]) {
      if (screen === "reward") {
        await page.goto(own(ownServer, code, "voordelen"));
        await page.locator(".tile a").first().click();
        await expect(page.locator(".detail__price")).toBeVisible();
      } else {
        await page.goto(own(ownServer, code, screen));
      }
      await test.step(`${code} ${screen || "card"}`, async () => {
        await expect(page.locator("main h1").first()).toBeAttached();
        await expect(page.locator(".pass--empty")).toHaveCount(0);
        await accessible(page);
        expect(await over(page)).toBeLessThanOrEqual(0);
        if (code === "nl") await byKeyboard(page);
        await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        expect(await over(page), `too wide at 200 %: ${(await cut(page)).join("\n")}`).toBeLessThanOrEqual(0);
        if (code !== "ar") expect(await cut(page)).toEqual([]);
        await page.evaluate(() => (document.documentElement.style.fontSize = ""));
      });
    }
  });
}

test("the second time, the card is there at once, with the server gone", async ({ page, ownServer }) => {
  await page.goto(own(ownServer, "nl"));
  await signIn(page);
  await page.locator("html[data-kept]").waitFor({ state: "attached" });
  await page.reload();
  await expect(page.locator(".code--bars").first()).toBeVisible();
  await ownServer.kill();
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector(".code--bars")) performance.mark("card");
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await expect(page.locator(".code--bars").first()).toBeVisible();
  const took = await page.evaluate(() => performance.getEntriesByName("card")[0]!.startTime);
  // `make bench` measures it with a quarter of the processor; here other tests run beside it.
  expect(took).toBeLessThan(1_500);
});
