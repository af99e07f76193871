import { dump, holder, own, pair, signIn, tab } from "../../fixtures/phone";
import { expect, kept, test } from "../../fixtures/test";

/** A word as it might lie about: as it is, and in the codes that a look would miss. */
const writings = (word: string): string[] => {
  const utf8 = Buffer.from(word);
  const utf16 = Buffer.from(word, "utf16le");
  // Base64 of a part depends on where it begins: without its ends, each of the three shifts.
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), utf8]).toString("base64").slice(shift ? 4 : 0, -4));
  return [word, utf8.toString("hex"), utf16.toString("latin1"), ...base64.filter((text) => text.length > 5)];
};

test("what lies on the phone tells nobody anything, and after signing out there is nothing", async ({ page, ownServer }) => {
  await page.goto(own(ownServer, "nl"));
  await signIn(page);
  const name = await page.locator(".pass__name").first().innerText();
  await tab(page, "geschiedenis");
  await pair(page, ownServer);
  await expect(page.locator(".sum__count")).toBeVisible();
  await tab(page, "voordelen");
  await expect(page.locator(".tile").first()).toBeVisible();
  await kept(page);

  const kept_ = await dump(page);
  expect(kept_.length).toBeGreaterThan(10);
  const secrets = [holder.number, ...name.split(" ").filter((part) => part.length > 3), "SOCIALTARIFF", "socialTariff", "reducedRate", "uitpasNumber", "kansentarief", "firstName"];
  for (const secret of secrets) {
    for (const writing of writings(secret)) {
      const found = kept_.filter((text) => text.includes(writing) && !/\/content\/|\/locale\//.test(text));
      expect(found, secret).toEqual([]);
    }
  }
  expect(kept_).toContain("extractable false");
  expect(kept_).not.toContain("extractable true");

  await page.goto(own(ownServer, "nl", "instellingen"));
  await page.locator(".setting .button--danger").click();
  await page.locator("#leave .button--danger").click();
  await expect(page.locator("#uitpas-number")).toBeVisible();
  const after = await page.evaluate(async () => {
    const open = indexedDB.open("pasmaat");
    const database = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const count = (store: string) => new Promise<number>((resolve) => {
      const request = database.transaction(store).objectStore(store).count();
      request.onsuccess = () => resolve(request.result);
    });
    return { records: await count("records"), queue: await count("queue") };
  });
  expect(after).toEqual({ records: 0, queue: 0 });
  // The server forgot the session too.
  const answer = await page.request.get(`${ownServer.url}/api/v1/phone`);
  expect(answer.status()).toBe(401);
});
