// @ts-check
// The pass holder's phone, the second time: how soon the card is on screen, with server and without,
// on one core and on a quarter of one.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import { pasmaat } from "./programs.mjs";
import { quarter, release } from "./quota.mjs";

const executablePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const RUNS = 15;

const server = await pasmaat([]);
const url = `http://localhost:${server.port}`;
let runs = true;
const browser = await chromium.launchServer({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"] });
const root = /** @type {number} */ (browser.process().pid);
const client = await chromium.connect(browser.wsEndpoint());
const context = await client.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
try {
  const page = await context.newPage();
  await page.goto(`${url}/nl/mijn`);
  await page.locator("#uitpas-number").fill("0900000095902");
  for (const [part, value] of [["day", "2"], ["month", "3"], ["year", "1983"]]) await page.locator(`#born-${part}`).fill(/** @type {string} */ (value));
  await page.locator("form button[type=submit]").click();
  await page.locator(".code--bars").first().waitFor();
  await page.locator("html[data-kept]").waitFor({ state: "attached" });
  // Somebody looks at the card for a moment: only then it is kept as it was seen.
  await page.waitForTimeout(2_000);
  await page.close();
  await context.addInitScript(() => {
    const look = () => (document.querySelector(".code--bars") ? performance.mark("card") : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });

  /** @param {string} what @param {boolean} slow @param {string} address */
  const measure = async (what, slow, address = `${url}/nl/mijn`) => {
    /** @type {number[]} */
    const times = [];
    let bytes = 0;
    for (let run = 0; run < RUNS; run++) {
      const page = await context.newPage();
      const free = slow ? quarter(root) : () => undefined;
      await page.goto(address, { waitUntil: "commit" });
      await page.waitForFunction(() => performance.getEntriesByName("card").length > 0);
      free();
      const seen = await page.evaluate(() => ({
        card: performance.getEntriesByName("card")[0]?.startTime ?? Number.NaN,
        // What the service worker answers is no transfer.
        bytes: performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation")).filter((entry) => /\/(pkg|content|decoder)\/|\/mijn$/.test(entry.name) && /** @type {any} */ (entry).workerStart === 0).reduce((sum, entry) => sum + /** @type {any} */ (entry).transferSize, 0),
      }));
      times.push(seen.card);
      bytes = Math.max(bytes, seen.bytes);
      await page.close();
    }
    times.sort((a, b) => a - b);
    const at = (/** @type {number} */ share) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN).toFixed(0);
    console.log(`${what.padEnd(34)} p50 ${at(0.5).padStart(5)} ms   worst ${at(1).padStart(5)} ms   shell ${bytes} bytes`);
  };
  console.log(`\nThe card, second visit, ${RUNS} runs (target: 300 ms and 0 bytes with a quarter core, also with the server down)`);
  // What the browser itself takes of it: a page of nothing but an empty picture.
  const bare = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<!doctype html><title>bare</title><svg class=code--bars></svg>"));
  const port = await new Promise((go) => bare.listen(0, "127.0.0.1", () => go(/** @type {import("node:net").AddressInfo} */ (bare.address()).port)));
  await measure("an empty page, two cores", false, `http://127.0.0.1:${port}/`);
  await measure("an empty page, a quarter of it", true, `http://127.0.0.1:${port}/`);
  bare.close();
  bare.closeAllConnections();
  await measure("two cores", false);
  await measure("a quarter of the time", true);
  await server.stop();
  runs = false;
  await measure("server down", false);
  await measure("server down, a quarter of the time", true);
} finally {
  release(root);
  await client.close();
  await browser.close();
  if (runs) await server.stop();
}
