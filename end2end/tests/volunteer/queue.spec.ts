import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { inhabitant, next, verdict, wedge } from "../../fixtures/door";
import { Hall } from "../../fixtures/hall";
import { Phone, dump } from "../../fixtures/phone";
import { expect, test } from "../../fixtures/test";

test.describe.configure({ mode: "default" });

let hall: Hall;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  hall = await Hall.open(browser);
});
test.afterAll(() => hall.end());

/** The browser tells the service worker that the network is back: what came of that. */
async function syncNow(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const known = new Promise<string>((resolve) =>
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL.startsWith(hall.url) && !one.isDeleted);
      if (ours) resolve(ours.registrationId);
    }),
  );
  await cdp.send("ServiceWorker.enable");
  await cdp.send("ServiceWorker.dispatchSyncEvent", { origin: hall.url, registrationId: await known, tag: "pasmaat-queue", lastChance: false });
}

test("with the tab closed the service worker delivers, and the app reads what it was told", async () => {
  const phone = new Phone();
  try {
    let page = await phone.open();
    await hall.join(page, "Olena");
    hall.line.down = true;
    const people = await hall.scan(page, 3);
    // Asked for when nothing came back.
    const tags = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        return (registration as never as { sync: { getTags(): Promise<string[]> } }).sync.getTags();
      });
    await expect.poll(tags).toContain("pasmaat-queue");
    const blank = await page.context().newPage();
    await page.close();
    hall.line.down = false;
    await blank.goto(`${hall.url}/healthz`);
    await hall.counted(people, 0);
    await syncNow(blank);
    await hall.counted(people, 1);
    const reached = hall.line.reached;
    const left = await dump(blank, false);
    for (const secret of ["saved", ...people]) expect(left.some((text) => text.includes(secret)), secret).toBe(false);

    // Without network still: what became of them is known all the same.
    hall.line.down = true;
    page = blank;
    await hall.reopen(page);
    await expect(page.locator(".door__tally").first()).toHaveText("3 binnen");
    await page.getByRole("link", { name: "Lijst van vandaag" }).click();
    await expect(page.locator(".door__line", { hasText: "1 punt bewaard" })).toHaveCount(3);
    // A page that somebody looks at sends by itself.
    await hall.reopen(page);
    const more = await hall.scan(page, 1);
    hall.line.down = false;
    await syncNow(page);
    await hall.online(page);
    await hall.onceEach(page, [...people, ...more]);
    expect(hall.line.reached).toBe(reached + 1);
  } finally {
    hall.line.down = false;
    await phone.end();
  }
});

test("a phone without connection gives its queue to another one as a file", async ({ accessible }, info) => {
  const [phone, other] = [new Phone(), new Phone()];
  try {
    const page = await phone.open();
    await hall.join(page, "Marie");
    await page.context().setOffline(true);
    const people = await hall.scan(page, 3);
    await page.getByRole("link", { name: "Lijst van vandaag" }).click();
    await page.getByRole("link", { name: "Reddingsbestand" }).click();
    await expect(page.locator(".door__rescue-waiting")).toHaveText("3 scans wachten op verbinding");
    await accessible(page);
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Bewaar als bestand" }).click();
    const file = info.outputPath("rescue.json");
    await (await saving).saveAs(file);
    const text = readFileSync(file, "utf8");
    for (const pass of people) expect(text).not.toContain(pass);

    // Whoever it is: no helper of this door.
    const stranger = await other.open();
    await stranger.goto(`${hall.url}/nl/deur`);
    await stranger.getByRole("link", { name: "Lever een reddingsbestand af" }).click();
    const said = stranger.locator(".door__rescue-said");
    const deliver = stranger.getByRole("button", { name: "Lever af", exact: true });
    await deliver.click();
    await expect(said).toHaveText("Kies eerst een bestand.");
    const choose = (buffer: string) => stranger.locator("#rescue-file").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(buffer) });
    await choose(text.slice(0, -20));
    await deliver.click();
    await expect(said).toContainText("Dit is geen reddingsbestand");
    hall.line.down = true;
    await choose(text);
    await deliver.click();
    await expect(said).toContainText("Geen verbinding");
    hall.line.down = false;
    for (let turn = 0; turn < 2; turn++) {
      await choose(text);
      await deliver.click();
      await expect(said).toHaveText("3 scans afgeleverd");
    }
    await accessible(stranger);
    await hall.counted(people, 1);

    // Its own phone learns of it when it has a connection again.
    await page.getByRole("link", { name: "Terug naar scannen" }).click();
    await page.context().setOffline(false);
    await hall.onceEach(page, people);
  } finally {
    hall.line.down = false;
    await phone.end();
    await other.end();
  }
});

test("what was refused at once is listed after a restart", async () => {
  const phone = new Phone();
  try {
    const page = await phone.open();
    await hall.join(page, "Boris");
    const [pass] = hall.people(1);
    await wedge(page, pass!);
    await expect(verdict(page)).toHaveClass(/verdict--saved/);
    await next(page);
    // A page that has just opened does not take it for one and the same showing.
    await hall.reopen(page);
    await hall.says(page, "1 binnen");
    await wedge(page, pass!);
    await expect(verdict(page)).toHaveClass(/verdict--already/);
    await next(page);
    await hall.reopen(page);
    await page.getByRole("link", { name: "Lijst van vandaag" }).click();
    await expect(page.locator(".door__line").first()).toContainText("Al ingecheckt");
    await expect(page.locator(".door__line")).toHaveCount(2);
  } finally {
    await phone.end();
  }
});

test("from the list, one tap tries again what no server took, and what may be otherwise by now", async ({ accessible }) => {
  const phone = new Phone();
  try {
    const page = await phone.open();
    await hall.join(page, "Noah");
    hall.line.next.push("413");
    const people = await hall.scan(page, 1);
    await hall.says(page, /^1 binnen$/);
    await page.getByRole("link", { name: "Lijst van vandaag" }).click();
    const line = page.locator(".door__line");
    await expect(line).toContainText("Niet verstuurd");
    await hall.counted(people, 0);
    // It stays so, whatever happens to the page.
    await page.reload();
    await expect(line).toContainText("Niet verstuurd");
    await accessible(page);
    await line.getByRole("button", { name: "Probeer opnieuw" }).click();
    await expect(line).toContainText("1 punt bewaard");
    await expect(line.getByRole("button", { name: "Probeer opnieuw" })).toHaveCount(0);
    await hall.counted(people, 1);

    // A card that is blocked may have come back to life; this one has not.
    await page.getByRole("link", { name: "Terug naar scannen" }).click();
    await wedge(page, inhabitant(96));
    await expect(verdict(page)).toContainText("Deze pas kan niet");
    await next(page);
    await page.getByRole("link", { name: "Lijst van vandaag" }).click();
    await line.first().getByRole("button", { name: "Probeer opnieuw" }).click();
    await expect(line).toHaveCount(3);
    await expect(page.locator(".door__came-of")).toContainText("Deze pas kan niet");
  } finally {
    hall.line.next.length = 0;
    await phone.end();
  }
});
