import { Hall } from "../../fixtures/hall";
import { Phone } from "../../fixtures/phone";
import { expect, test } from "../../fixtures/test";

// What befalls a helper's session, against the real server: nothing is lost, nothing doubled, and who was
// not shut out stays in. The last line of the run is the sheet.
test.describe.configure({ mode: "default" });

let hall: Hall;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  hall = await Hall.open(browser);
});
test.afterAll(() => hall.end());

const COOKIE = "__Host-pasmaat-door";

for (const [fault, what] of [
  ["token expired", "gone"],
  ["token rolled", "another"],
] as const) {
  test(`${fault}, with a full queue: the key lets the phone in again`, async () => {
    const phone = new Phone();
    try {
      const page = await phone.open();
      await hall.join(page, "Noor");
      hall.line.down = true;
      const people = await hall.scan(page, 3);
      const context = page.context();
      const cookie = (await context.cookies()).find((one) => one.name === COOKIE)!;
      if (what === "gone") await context.clearCookies({ name: COOKIE });
      else await context.addCookies([{ ...cookie, value: "x".repeat(cookie.value.length) }]);
      await hall.online(page);
      const seen = await hall.onceEach(page, people);
      // A new session, and the door as it was.
      const now = async () => (await context.cookies()).find((one) => one.name === COOKIE)?.value;
      await expect.poll(now).toMatch(/^[0-9a-f]+$/);
      expect(await now()).not.toBe(cookie.value);
      await expect(page.locator(".door__age--away")).toHaveCount(0);
      await expect(page.locator(".door__left")).toHaveCount(0);
      await hall.says(page, "3 binnen");
      hall.row(fault, "three queued", `let in again by its key; ${seen}`);
    } finally {
      hall.line.down = false;
      await phone.end();
    }
  });
}

test("phone revoked, with a full queue: out, and its scans wait for a yes", async () => {
  const shift = await hall.desk.door();
  const phone = new Phone();
  try {
    const page = await phone.open();
    await hall.join(page, "Noor", shift);
    hall.line.down = true;
    const people = await hall.scan(page, 3);
    const { devices } = await hall.desk.report(shift);
    await hall.desk.ask("DELETE", `/shifts/${shift}/phones/${devices[0]!.id}`);
    await hall.online(page);
    const left = page.locator(".door__left");
    await expect(left).toContainText("Deze telefoon doet niet meer mee", { timeout: 20_000 });
    await expect(left).toContainText("3 scans zijn afgeleverd", { timeout: 20_000 });
    await hall.counted(people, 0);
    const { held } = await hall.desk.report(shift);
    for (const { id, device } of held) await hall.desk.ask("POST", `/shifts/${shift}/phones/${device}/held/${id}`, { accept: true });
    await hall.counted(people, 1);
    hall.row("phone revoked", "three queued", '"Deze telefoon doet niet meer mee"; delivered, held, an admin\'s yes; 3 once each');
  } finally {
    hall.line.down = false;
    await phone.end();
  }
});

test("the browser killed in the moment after joining, before it wrote its cookies down", async () => {
  const phone = new Phone();
  try {
    let page = await phone.open();
    await hall.join(page, "Olena");
    await phone.crash();
    page = await phone.open();
    const cookies = await page.context().cookies(hall.url);
    await hall.reopen(page);
    const people = await hall.scan(page, 2);
    const seen = await hall.onceEach(page, people);
    await expect(page.locator(".door__together")).toBeVisible({ timeout: 15_000 });
    await expect(page.locator(".door__left")).toHaveCount(0);
    const kept = cookies.some((one) => one.name === COOKIE);
    hall.row("browser killed", "just after joining", `the cookie ${kept ? "was written down" : "was lost"}; still at the door; ${seen}`);
  } finally {
    await phone.end();
  }
});
