import { dump, own, signInFull, tab } from "../../fixtures/phone";
import { expect, kept, test } from "../../fixtures/test";

const SOFIE = "0900004518305";

/** A word as it might lie about: as it is, and in the codes that a look would miss. */
const writings = (word: string): string[] => {
  const utf8 = Buffer.from(word);
  const utf16 = Buffer.from(word, "utf16le");
  // Base64 of a part depends on where it begins: without its ends, each of the three shifts.
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), utf8]).toString("base64").slice(shift ? 4 : 0, -4));
  return [word, utf8.toString("hex"), utf16.toString("latin1"), ...base64.filter((text) => text.length > 5)];
};

test("what lies on the phone tells nobody anything, and after signing out there is nothing", async ({ page, ownServer }) => {
  // Somebody whom the app's own practice cards do not know.
  await signInFull(page, ownServer, SOFIE);
  const name = await page.locator(".pass__name").first().innerText();
  await page.goto(own(ownServer, "nl", "geschiedenis"));
  await expect(page.locator(".sum__count")).toBeVisible();
  await tab(page, "voordelen");
  await expect(page.locator(".tile").first()).toBeVisible();
  // A wish that waits lies there too.
  await ownServer.kill();
  await tab(page, "sparen");
  await page.locator("#event-code").fill("12345678");
  await page.locator("form button[type=submit]").click();
  await expect(page.locator(".answer--waiting").first()).toBeVisible();
  await kept(page);

  const kept_ = await dump(page);
  expect(kept_.length).toBeGreaterThan(10);
  const person = [SOFIE, ...name.split(" ").filter((part) => part.length > 3)];
  // The app's own files name what a status is called; what is kept of a person must not.
  const words = ["SOCIALTARIFF", "socialTariff", "reducedRate", "uitpasNumber", "kansentarief", "firstName", "selfCheckin"];
  const own_ = await dump(page, false);
  for (const [secrets, texts] of [[person, kept_], [words, own_]] as const) {
    for (const secret of secrets) {
      for (const writing of writings(secret)) expect(texts.filter((text) => text.includes(writing)).map((text) => text.slice(0, 80)), secret).toEqual([]);
    }
  }
  expect(kept_).toContain("extractable false");
  expect(kept_).not.toContain("extractable true");

  await ownServer.start();
  await page.goto(own(ownServer, "nl", "instellingen"));
  await page.getByRole("button", { name: "Meld af en wis alles" }).click();
  await page.getByRole("button", { name: "Ja, wis alles" }).click();
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
  const left = await dump(page);
  for (const secret of person) for (const writing of writings(secret)) expect(left.filter((text) => text.includes(writing)).length, secret).toBe(0);
  // The server forgot the session too.
  const answer = await page.request.get(`${ownServer.url}/api/v1/phone`);
  expect(answer.status()).toBe(401);
});
