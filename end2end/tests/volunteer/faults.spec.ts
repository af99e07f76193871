import type { Page } from "@playwright/test";
import { next, verdict, wedge } from "../../fixtures/door";
import { Hall } from "../../fixtures/hall";
import { Phone } from "../../fixtures/phone";
import type { Fault, Point } from "../../fixtures/proxy";
import { expect, test } from "../../fixtures/test";

// Each fault that only a browser can show, against the real server: nothing is lost, nothing doubled,
// and the person is told. The last line of the run is the sheet. What befalls sessions is in
// `sessions.spec.ts`, what needs no browser in `tests/it/queue/faults.rs`.
test.describe.configure({ mode: "default" });

let hall: Hall;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  hall = await Hall.open(browser);
});
test.afterAll(() => hall.end());

/** A phone at the door. */
async function atDoor(name: string, shift?: string): Promise<[Phone, Page]> {
  const phone = new Phone();
  const page = await phone.open();
  await hall.join(page, name, shift);
  return [phone, page];
}

/** From here on nothing is signed, and so nothing kept. */
const stopBeforeCommit = (page: Page) =>
  page.evaluate(() => {
    SubtleCrypto.prototype.sign = () => new Promise(() => undefined);
  });

/** From here on the page is not told that something was kept. */
const stopBeforeGreen = (page: Page) =>
  page.evaluate(() => {
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given) {
      const work = begin.apply(this, given);
      work.addEventListener("complete", (event) => {
        if (work.mode !== "readwrite" || !work.objectStoreNames.contains("queue")) return;
        document.documentElement.dataset.committed = "";
        event.stopImmediatePropagation();
      });
      return work;
    };
  });

const points: Point[] = ["in mid-request", "before its answer", "in mid-acknowledgement"];

for (const victim of ["page", "browser"] as const) {
  test(`the ${victim} killed at each step`, async () => {
    test.setTimeout(90_000);
    const [phone, first] = await atDoor(victim === "page" ? "Olena" : "Boris");
    let page = first;
    const kill = async () => {
      if (victim === "browser") {
        await phone.crash();
        page = await phone.open();
      } else {
        const fresh = await page.context().newPage();
        await page.close();
        page = fresh;
      }
      await hall.reopen(page);
    };
    const fault = `${victim} killed`;
    try {
      hall.line.down = true;
      const [early] = hall.people(1);
      await stopBeforeCommit(page);
      await wedge(page, early!);
      await expect(page.locator(".scanner")).toBeVisible();
      await expect(verdict(page), "nothing green").toHaveCount(0);
      await kill();
      await expect(page.locator(".door__tally").first()).not.toContainText("wacht");
      // The person saw nothing, and shows the pass again.
      await wedge(page, early!);
      await expect(verdict(page)).toHaveClass(/verdict--waiting/);
      await next(page);
      await hall.online(page);
      hall.row(fault, "before its commit", `not kept, no verdict shown; shown again: ${await hall.onceEach(page, [early!])}`);

      hall.line.down = true;
      const [late] = hall.people(1);
      await stopBeforeGreen(page);
      await wedge(page, late!);
      await page.locator("html[data-committed]").waitFor({ state: "attached" });
      await expect(verdict(page), "nothing green").toHaveCount(0);
      await kill();
      const waits = await hall.says(page, "1 wacht op verbinding");
      await hall.online(page);
      hall.row(fault, "after its commit, before green", `"${waits}"; ${await hall.onceEach(page, [late!])}`);

      for (const point of points) {
        hall.line.down = true;
        const people = await hall.scan(page);
        const stopped = hall.line.stopAt(point);
        await hall.online(page);
        const go = await stopped;
        hall.line.down = true;
        await kill();
        go(false);
        const waits = await hall.says(page, "2 wachten op verbinding");
        await hall.online(page);
        hall.row(fault, point, `"${waits}"; ${await hall.onceEach(page, people)}`);
      }
    } finally {
      hall.line.down = false;
      await phone.end();
    }
  });
}

test("the server killed at each step, and a batch that comes in long after", async () => {
  test.setTimeout(90_000);
  const [phone, page] = await atDoor("Yusuf");
  try {
    const again = async (people: string[], step: string) => {
      const waits = await hall.says(page, /wachten? op verbinding/);
      await hall.server.start();
      await hall.online(page);
      hall.row("server killed", step, `"${waits}"; ${await hall.onceEach(page, people)}`);
    };
    await hall.server.kill();
    const offline = await hall.scan(page);
    await again(offline, "before the phone's commit");
    for (const point of points) {
      hall.line.down = true;
      const people = await hall.scan(page);
      const stopped = hall.line.stopAt(point);
      await hall.online(page);
      const go = await stopped;
      await hall.server.kill();
      go(false);
      await again(people, point);
    }

    // A batch is stuck on its way while the page is opened anew and sends again.
    hall.line.down = true;
    const people = await hall.scan(page);
    const stopped = hall.line.stopAt("in mid-request");
    await hall.online(page);
    const go = await stopped;
    await hall.reopen(page);
    people.push(...(await hall.scan(page, 1)));
    const seen = await hall.onceEach(page, people);
    go(true);
    await expect.poll(() => hall.desk.log(hall.shift).then((lines) => lines.length)).toBeGreaterThan(0);
    await hall.counted(people, 1);
    hall.row("batch delayed", "behind the same commands, sent again", seen);
  } finally {
    await phone.end();
  }
});

test("what the network does to a batch", async () => {
  test.setTimeout(90_000);
  const [phone, page] = await atDoor("Marie");
  const storms: [string, string, Fault[]][] = [
    ["captive portal", "HTML for an answer, three times", ["portal", "portal", "portal"]],
    ["413", "a batch of two, then one each", ["413"]],
    ["429 storm", "three in a row", ["429", "429", "429"]],
    ["503 storm", "three in a row", ["503", "503", "503"]],
    ["500 storm", "three in a row", ["500", "500", "500"]],
    ["502 storm", "three in a row", ["502", "502", "502"]],
    ["answer cut", "half of it came, twice", ["mid body", "mid body"]],
    ["answer lost", "after the server's commit, twice", ["after commit", "reset"]],
    ["batch duplicated", "the server gets it twice", ["twice"]],
  ];
  try {
    for (const [fault, step, weather] of storms) {
      hall.line.down = true;
      const people = await hall.scan(page);
      const waits = await hall.says(page, "2 wachten op verbinding");
      hall.line.done.length = 0;
      hall.line.next.push(...weather);
      await hall.online(page);
      for (let turn = 1; turn <= weather.length; turn++) {
        await expect.poll(() => hall.line.done.length, { intervals: [50], timeout: 20_000 }).toBeGreaterThanOrEqual(turn);
        await hall.online(page);
      }
      hall.row(fault, step, `"${waits}"; ${await hall.onceEach(page, people)}`);
    }

    // What was sent is heard by somebody else, and sent again.
    const people = await hall.scan(page);
    const seen = await hall.onceEach(page, people);
    const batch = JSON.parse(hall.line.last) as { device: string; items: { id: string; sealed: string }[] };
    const deliver = async (body: unknown) => {
      const answer = await fetch(`${hall.server.url}/api/v1/commands`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      const { receipts } = (await answer.json()) as { receipts: { verdict: { is: string; reason?: string; name?: string } }[] };
      return receipts.map(({ verdict }) => verdict);
    };
    const told = await deliver(batch);
    expect(told.map((one) => [one.is, one.name])).toEqual(batch.items.map(() => ["saved", undefined]));
    hall.row("batch replayed", "by a stranger without a session", `told without names; ${seen}`);

    const { devices } = await hall.desk.report(hall.shift);
    const other = devices.find((one) => one.name !== "Marie")!;
    const stolen = await deliver({ ...batch, device: other.id });
    expect(stolen.every((one) => one.is === "refused")).toBe(true);
    hall.row("batch of another device", "replayed as one's own", `refused: ${stolen[0]!.reason}`);

    const forged = batch.items.map((item) => ({ ...item, sealed: item.sealed.replace(/^./, (first) => (first === "A" ? "B" : "A")) }));
    const refused = await deliver({ ...batch, items: forged });
    expect(refused.every((one) => one.is === "refused")).toBe(true);
    const stranger = await deliver({ ...batch, device: "019ab000-0000-7000-8000-00000000dead" });
    expect(stranger.every((one) => one.is === "refused")).toBe(true);
    hall.row("forged device", "a changed seal; a device that nobody let in", `refused: ${refused[0]!.reason}, ${stranger[0]!.reason}`);
    await hall.counted(people, 1);
  } finally {
    hall.line.next.length = 0;
    hall.line.down = false;
    await phone.end();
  }
});

test("two tabs, an update and a newer store, with a queue", async () => {
  test.setTimeout(90_000);
  const [phone, page] = await atDoor("Fatima");
  try {
    hall.line.down = true;
    const second = await page.context().newPage();
    await hall.reopen(second);
    const people: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const pair = hall.people(2);
      await Promise.all([wedge(page, pair[0]!), wedge(second, pair[1]!)]);
      // At the same time: a verdict goes away by itself.
      await Promise.all([page, second].map((tab) => expect(verdict(tab)).toHaveClass(/verdict--waiting/)));
      await Promise.all([page, second].map(next));
      people.push(...pair);
    }
    hall.line.down = false;
    await Promise.all([hall.online(page), hall.online(second)]);
    await hall.counted(people, 1);
    await second.close();
    await hall.reopen(page);
    hall.row("two tabs at once", "six scans, both send", await hall.onceEach(page, people));

    // Another version of the service worker, taken on the person's word.
    hall.line.down = true;
    const queued = await hall.scan(page, 5);
    await hall.update(page);
    const waits = await hall.says(page, "5 wachten op verbinding");
    hall.line.next.length = 0;
    await hall.online(page);
    hall.row("service-worker update", "with five queued", `"${waits}"; ${await hall.onceEach(page, queued)}`);
    await hall.server.kill();
    await hall.server.start();

    // A newer version upgrades the store while this tab is open.
    hall.line.down = true;
    const old = await hall.scan(page, 2);
    const upgraded = await page.evaluate(upgrade);
    const [lost] = hall.people(1);
    await wedge(page, lost!);
    await expect(verdict(page)).toContainText("Niet bewaard");
    expect(upgraded, "rows: the head, what was done, what waits").toBeGreaterThan(2);
    await page.evaluate(downgrade);
    await hall.reopen(page);
    const still = await hall.says(page, "2 wachten op verbinding");
    await hall.online(page);
    hall.row("schema upgrade", "an old tab open", `the old tab lets go, "Niet bewaard"; "${still}"; ${await hall.onceEach(page, old)}`);
    await hall.counted([lost!], 0);
  } finally {
    hall.line.next.length = 0;
    hall.line.down = false;
    await phone.end();
  }
});

type Shelves = Record<string, [IDBValidKey, unknown][]>;

/** As a newer version of the app would: another shelf. How many rows of the queue are there. */
function upgrade(): Promise<number> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open("pasmaat-door", 99);
    open.onblocked = () => reject(new Error("the old tab holds on"));
    open.onerror = () => reject(open.error);
    open.onupgradeneeded = () => open.result.createObjectStore("later");
    open.onsuccess = () => {
      (window as never as { newer: IDBDatabase }).newer = open.result;
      const count = open.result.transaction("queue").objectStore("queue").count();
      count.onsuccess = () => resolve(count.result);
    };
  });
}

/** Goes back to the version that the app knows, with all that is in it: browsers themselves never do. */
async function downgrade(): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const { newer } = window as never as { newer: IDBDatabase };
  const shelves: Shelves = {};
  for (const name of ["keys", "records", "queue"]) {
    const shelf = newer.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([done(shelf.getAllKeys()), done(shelf.getAll())]);
    shelves[name] = keys.map((key, place) => [key, values[place]]);
  }
  newer.close();
  await done(indexedDB.deleteDatabase("pasmaat-door"));
  const open = indexedDB.open("pasmaat-door", 1);
  open.onupgradeneeded = () => Object.keys(shelves).forEach((name) => open.result.createObjectStore(name));
  const database = await done(open);
  for (const [name, rows] of Object.entries(shelves)) {
    const work = database.transaction(name, "readwrite");
    for (const [key, value] of rows) work.objectStore(name).put(value, key);
    await new Promise((resolve) => (work.oncomplete = resolve));
  }
  database.close();
}

test("a full disk, a private window, a browser that keeps nothing", async ({ browser }) => {
  test.setTimeout(60_000);
  const [phone, page] = await atDoor("Dirk");
  try {
    hall.line.down = true;
    const before = await hall.scan(page, 1);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: hall.url, quotaSize: 1 });
    // Chromium looks again how much room there is when nobody has the store open.
    await page.goto("about:blank");
    await page.waitForTimeout(2_500);
    await hall.reopen(page);
    const [lost] = hall.people(1);
    await wedge(page, lost!);
    await expect(verdict(page)).toContainText("Niet bewaard");
    await next(page);
    await cdp.send("Storage.overrideQuotaForOrigin", { origin: hall.url });
    await hall.reopen(page);
    const waits = await hall.says(page, "1 wacht op verbinding");
    await hall.online(page);
    const seen = await hall.onceEach(page, before);
    await hall.counted([lost!], 0);
    hall.row("quota exceeded", "at the commit of a scan", `"Niet bewaard", nothing sent; what was there: "${waits}"; ${seen}`);
  } finally {
    hall.line.down = false;
    await phone.end();
  }

  const hidden = await browser.newContext();
  const window = await hidden.newPage();
  await hall.join(window, "Elif");
  const people = await hall.scan(window, 1);
  hall.row("private mode", "a window that forgets when it closes", await hall.onceEach(window, people));
  await hidden.close();

  const bare = await browser.newContext();
  await bare.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("no site data", "SecurityError");
    };
  });
  const nothing = await bare.newPage();
  await nothing.goto(`${hall.url}/nl/deur`);
  await expect(nothing.locator("main")).toContainText("Deze browser kan niets bewaren");
  hall.row("private mode", "a browser that keeps no site data", '"Deze browser kan niets bewaren", no scanner to scan with');
  await bare.close();
});

test("clocks that are wrong, and the change to winter time", async () => {
  test.setTimeout(90_000);
  const HOUR = 3_600_000;
  for (const hours of [25, -25]) {
    const [phone, page] = await atDoor("Sam");
    try {
      const skew = `const now = Date.now; Date.now = () => now() + ${hours * HOUR};`;
      await page.context().addInitScript(skew);
      await hall.reopen(page);
      await hall.says(page, "binnen");
      await expect(page.locator(".door__together")).toBeVisible({ timeout: 15_000 });
      hall.line.down = true;
      const heard = await hall.scan(page);
      const waits = await hall.says(page, "2 wachten op verbinding");
      await hall.online(page);
      const step = `${hours > 0 ? "+" : "−"}25 h`;
      hall.row(`clock ${step}`, "the server's was heard", `"${waits}"; ${await hall.onceEach(page, heard)}`);

      hall.line.down = true;
      await hall.reopen(page);
      const alone = await hall.scan(page, 1);
      await hall.online(page);
      if (hours > 0) {
        hall.row(`clock ${step}`, "nobody was heard since the start", await hall.onceEach(page, alone));
      } else {
        await expect(page.locator(".door__tally").first()).toContainText("1 geweigerd", { timeout: 20_000 });
        await hall.counted(alone, 0);
        await page.getByRole("link", { name: "Lijst van vandaag" }).click();
        const line = page.locator(".door__line").first();
        await expect(line).toContainText("De dienst aan deze deur liep toen niet.");
        hall.row(`clock ${step}`, "nobody was heard since the start", "refused with its reason, listed: the scan seems to be of yesterday");
      }
    } finally {
      hall.line.down = false;
      await phone.end();
    }
  }

  const [phone, page] = await atDoor("Ali");
  try {
    // Brussels, the night of 25 October 2026: 2:59:57, and three seconds later 2:00.
    await page.clock.install({ time: "2026-10-25T00:59:57Z" });
    await hall.reopen(page);
    await expect(page.locator(".door__together")).toBeVisible({ timeout: 15_000 });
    hall.line.down = true;
    const people = await hall.scan(page, 1);
    await page.clock.runFor(10_000);
    people.push(...(await hall.scan(page, 1)));
    const waits = await hall.says(page, "2 wachten op verbinding");
    await hall.online(page);
    hall.row("change to winter time", "one scan before it, one after", `"${waits}"; ${await hall.onceEach(page, people)}`);
  } finally {
    hall.line.down = false;
    await phone.end();
  }
});
