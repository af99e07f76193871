import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alive, expect, kept, test } from "../../fixtures/test";
import { site } from "../../fixtures/server";

test("a new version is offered, and taken only on the person's word", async ({ page, ownServer }) => {
  await page.goto(`${ownServer.url}/nl/punten`);
  await alive(page);
  await kept(page);
  await expect(page.locator(".bar--update").first()).toBeHidden();

  // The next version: another service worker file is another version.
  const next = join(mkdtempSync(join(tmpdir(), "pasmaat-site-")), "site");
  cpSync(site, next, { recursive: true });
  for (const copy of ["sw.js.br", "sw.js.gz"]) rmSync(join(next, copy), { force: true });
  writeFileSync(join(next, "sw.js"), `${readFileSync(join(next, "sw.js"), "utf8")}\n// next`);
  await ownServer.kill();
  await ownServer.start({ site: next });

  const versions = () => page.evaluate(() => caches.keys());
  const before = await versions();
  await page.reload();
  await alive(page);
  await expect(page.locator(".bar--update").first()).toBeVisible();
  // Offered, not forced: reloading as often as one likes keeps the version that was.
  await page.reload();
  await alive(page);
  const controller = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
  expect(await controller()).toBe("installed");

  await Promise.all([page.waitForEvent("load"), page.locator("[data-act=update]").first().click()]);
  await alive(page);
  await expect(page.locator(".bar--update").first()).toBeHidden();
  expect(await controller()).toBeUndefined();
  expect((await versions()).length).toBeGreaterThan(before.length);
  rmSync(next, { recursive: true });
});

test("what the browser stored for the person outlives an update", async ({ page, ownServer }) => {
  await page.goto(`${ownServer.url}/nl`);
  await kept(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open("queue", 1);
        open.onupgradeneeded = () => open.result.createObjectStore("commands").put("waiting", 1);
        open.onsuccess = () => (open.result.close(), resolve());
        open.onerror = () => reject(open.error);
      }),
  );
  const next = join(mkdtempSync(join(tmpdir(), "pasmaat-site-")), "site");
  cpSync(site, next, { recursive: true });
  for (const copy of ["sw.js.br", "sw.js.gz"]) rmSync(join(next, copy), { force: true });
  writeFileSync(join(next, "sw.js"), `${readFileSync(join(next, "sw.js"), "utf8")}\n// next`);
  await ownServer.kill();
  await ownServer.start({ site: next });
  await page.reload();
  await alive(page);
  await expect(page.locator(".bar--update").first()).toBeVisible();
  await Promise.all([page.waitForEvent("load"), page.locator("[data-act=update]").first().click()]);
  await alive(page);
  const waiting = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("queue", 1);
        open.onsuccess = () => {
          const get = open.result.transaction("commands").objectStore("commands").get(1);
          get.onsuccess = () => resolve(get.result);
          get.onerror = () => reject(get.error);
        };
      }),
  );
  expect(waiting).toBe("waiting");
  rmSync(next, { recursive: true });
});
