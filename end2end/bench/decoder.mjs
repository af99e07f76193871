// @ts-check
// What the decoder reads, how long it takes and how much it weighs, beside the targets.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { look, sets } from "../fixtures/decoder.mjs";

/** @param {string} url @param {string} executablePath @param {string} site */
export async function decoder(url, executablePath, site) {
  console.log("\nDecoder, in its worker (target: every photograph of the shared sets, 0 wrong, 100 ms a frame, 250 KB brotli)");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"] });
  const page = await browser.newPage();
  await page.goto(`${url}/nl/stijl`);
  for (const [set, wanted] of Object.entries(sets)) {
    const looks = await look(page, set);
    if (!looks) {
      console.log(set.padEnd(12), "not on this machine");
      continue;
    }
    const times = looks.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const at = (/** @type {number} */ part) => times[Math.min(times.length - 1, Math.floor(times.length * part))]?.toFixed(1);
    const missed = looks.filter(({ found }) => found === undefined);
    const wrong = looks.filter(({ found, text }) => found !== undefined && found !== text);
    console.log(set.padEnd(12), `${looks.length - missed.length}/${looks.length} read (target ${wanted}), ${wrong.length} wrong, a look p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} ms`);
    for (const { name } of missed) console.log("  not read:", name);
  }
  await browser.close();
  const size = (/** @type {string} */ file) => brotliCompressSync(readFileSync(join(site, file))).length / 1024;
  console.log(`bytes        wasm ${size("decoder/glue_bg.wasm").toFixed(0)} KB, glue ${size("decoder/glue.js").toFixed(1)} KB, worker ${size("decoder.js").toFixed(1)} KB (brotli)`);
}
