import { holder, own, signIn } from "../../fixtures/phone";
import { alive, expect, kept, test } from "../../fixtures/test";

test("who has nothing here yet reads the form before the app is fetched, and loses nothing of what is typed", async ({ page, ownServer: server }) => {
  let release = () => undefined as void;
  const held = new Promise<void>((go) => (release = go));
  const asked: string[] = [];
  await page.addInitScript(() => {
    // What a service worker fetches beside the page is no matter of this test.
    Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
    // A busy phone says only after the first touch whether it keeps anything.
    const open = indexedDB.open.bind(indexedDB);
    const touched = new Promise<void>((go) => addEventListener("submit", () => setTimeout(go, 100), { once: true }));
    indexedDB.open = (name, version) => {
      const opening = version === undefined ? open(name) : open(name, version);
      let heard: IDBOpenDBRequest["onsuccess"] = null;
      Object.defineProperty(opening, "onsuccess", { set: (listener) => (heard = listener) });
      const told = (event: Event) => void touched.then(() => heard?.call(opening, event));
      opening.addEventListener("success", told);
      Object.defineProperty(opening, "onerror", { set: (listener) => opening.addEventListener("error", () => void touched.then(listener)) });
      return opening;
    };
  });
  await page.route("**/*.wasm", async (route) => {
    asked.push(route.request().url());
    await held;
    await route.continue();
  });
  await page.goto(own(server, "nl"));
  await expect(page.locator("#uitpas-number")).toBeVisible();
  await page.waitForLoadState("load");
  expect(asked, "no wasm before somebody is there").toEqual([]);
  await page.locator("#uitpas-number").fill(holder.number);
  for (const [index, part] of ["day", "month", "year"].entries()) await page.locator(`#born-${part}`).fill(holder.born[index]!);
  await page.locator("form button[type=submit]").click();
  await expect.poll(() => asked.length, "the first touch fetches it").toBeGreaterThan(0);
  release();
  await expect(page.locator("main svg.code--bars").first()).toBeVisible();
});

test("the card as it was last seen comes at once, and stays where the app cannot start", async ({ page, context, ownServer: server }) => {
  await page.goto(own(server, "uk"));
  await alive(page);
  await signIn(page);
  await expect(page.locator("main svg.code--bars").first()).toBeVisible();
  await kept(page);
  const name = await page.locator(".pass__name").first().innerText();
  // Kept once the screen has come to rest.
  const seen = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const opening = indexedDB.open("pasmaat");
          opening.onsuccess = () => {
            const asked = opening.result.transaction("records").objectStore("records").count("seen.card");
            asked.onsuccess = () => {
              opening.result.close();
              resolve(asked.result > 0);
            };
          };
        }),
    );
  await expect.poll(seen).toBe(true);
  await page.close();

  // The app's own screen takes its place, with nothing left of what stood in for it.
  const again = await context.newPage();
  await again.goto(own(server, "uk"));
  await expect(again.locator("html")).toHaveAttribute("data-alive", "");
  await expect(again.locator("main svg.code--bars").first()).toBeVisible();
  await expect(again.locator("[data-early]")).toHaveCount(0);
  await expect(again.locator(".pass__name").first()).toHaveText(name);
  await again.close();

  const blocked = await context.newPage();
  await blocked.addInitScript(() => {
    const no = () => Promise.reject(new Error("wasm is blocked"));
    Object.assign(WebAssembly, { instantiate: no, instantiateStreaming: no, compile: no, compileStreaming: no });
  });
  await blocked.goto(own(server, "uk"));
  await expect(blocked.locator("[data-early] svg.code--bars").first()).toBeVisible();
  await expect(blocked.locator(".pass__name").first()).toHaveText(name);
  await expect(blocked.locator(".bar--asleep")).toBeVisible();
  // Another screen has nothing to show but the reason, in the language of whoever reads it.
  await blocked.goto(own(server, "uk", "geschiedenis"));
  await expect(blocked.locator(".asleep[lang=ar]")).toBeVisible();
  // The screen of one language is not shown at the address of another.
  await blocked.goto(own(server, "nl"));
  await expect(blocked.locator(".asleep[lang=nl]")).toBeVisible();
  await expect(blocked.locator("[data-early]")).toHaveCount(0);
  await blocked.close();
});

test("a reward has its picture, which a phone that saves data shows at a tap only", async ({ page, ownServer: server }) => {
  const dot = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const fetched: string[] = [];
  await page.route("**/picture/**", (route) => {
    fetched.push(route.request().url());
    return route.fulfill({ contentType: "image/png", body: dot });
  });
  await page.route("**/api/v1/rewards", async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    for (const { reward } of list.rewards) reward.pictures = ["/picture/signed/address"];
    return route.fulfill({ response: answer, json: list });
  });
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: localStorage.getItem("scarce") === "1" } }));
  await page.goto(own(server, "nl"));
  await alive(page);
  await signIn(page);
  await page.locator("nav.tabs a[href$='/voordelen']").click();
  await page.locator("main a[href*='/mijn/voordelen/']").first().click();
  await expect(page.locator("img.picture")).toBeVisible();
  const first = fetched.length;
  expect(first).toBeGreaterThan(0);

  await page.evaluate(() => localStorage.setItem("scarce", "1"));
  await page.reload();
  const show = page.getByRole("button", { name: "Toon de foto" });
  await expect(show).toBeVisible();
  await expect(page.locator("img.picture")).toHaveCount(0);
  await show.click();
  await expect(page.locator("img.picture")).toBeVisible();
  // The list may just be asked for again when the server goes.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
