// @ts-check
// Figures beside the targets: Lighthouse and bytes of the public pages, requests a second, decoder.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import lighthouse from "lighthouse";
import * as launcher from "chrome-launcher";
import { decoder } from "./decoder.mjs";

const chromePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const root = resolve(import.meta.dirname, "../..");
const data = mkdtempSync(join(tmpdir(), "pasmaat-"));
const server = spawn(join(root, "target/release/pasmaat"), ["serve", "--demo", "--addr", "127.0.0.1:0", "--data", data], {
  cwd: root,
  stdio: ["ignore", "pipe", "ignore"],
});
let url = "";
for await (const line of createInterface({ input: server.stdout })) {
  url = /http:\/\/localhost:\d+/.exec(line)?.[0] ?? "";
  if (url) break;
}
if (!url) throw new Error("the server ended before it listened");

console.log("\nFirst load (Lighthouse, mobile preset)");
console.log("page                perf a11y  bp  seo   LCP s  TBT ms   KB   (targets: 99 100 100 100, 1.2, 30, 80; mijn and deur 97 100 100 –, 1.6, 100, 300)");
const chrome = await launcher.launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
for (const path of ["/nl", "/uk/punten", "/ar/kansentarief", "/nl/vragen", "/nl/mijn", "/nl/deur"]) {
  const runs = [];
  for (let run = 0; run < 3; run++) {
    const result = await lighthouse(url + path, { port: chrome.port, output: "json", logLevel: "error" });
    if (!result) throw new Error(`no result for ${path}`);
    runs.push(result.lhr);
  }
  runs.sort((a, b) => (a.audits["largest-contentful-paint"]?.numericValue ?? 0) - (b.audits["largest-contentful-paint"]?.numericValue ?? 0));
  const lhr = /** @type {(typeof runs)[0]} */ (runs[1]);
  const score = (/** @type {string} */ of) => Math.round((lhr.categories[of]?.score ?? 0) * 100);
  const value = (/** @type {string} */ of) => lhr.audits[of]?.numericValue ?? Number.NaN;
  console.log(
    path.padEnd(20),
    [score("performance"), score("accessibility"), score("best-practices"), score("seo")].map((n) => String(n).padStart(4)).join(""),
    (value("largest-contentful-paint") / 1000).toFixed(2).padStart(7),
    value("total-blocking-time").toFixed(0).padStart(7),
    (value("total-byte-weight") / 1024).toFixed(0).padStart(5),
  );
  const requests = /** @type {any} */ (lhr.audits["network-requests"]?.details)?.items ?? [];
  for (const { url, transferSize } of requests) console.log(`  ${String(transferSize).padStart(8)} ${new URL(url).pathname}`);
}
chrome.kill();

console.log("\nServer, 32 connections, 10 s each (target for the signed-in home: 2000/s, p99 30 ms)");
for (const path of ["/nl/punten", "/offline-shell", "/healthz"]) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  /** @type {number[]} */
  const times = [];
  const end = performance.now() + 10_000;
  const one = () =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      http
        .get(url + path, { agent }, (answer) => {
          answer.resume();
          answer.on("end", () => resolve(times.push(performance.now() - start)));
        })
        .on("error", reject);
    });
  await Promise.all(Array.from({ length: 32 }, async () => { while (performance.now() < end) await one(); }));
  agent.destroy();
  times.sort((a, b) => a - b);
  console.log(path.padEnd(20), `${(times.length / 10).toFixed(0)}/s`.padStart(9), `p50 ${times[times.length >> 1]?.toFixed(1)} ms`, `p99 ${times[Math.floor(times.length * 0.99)]?.toFixed(1)} ms`);
}
await decoder(url, chromePath, join(root, "target/site"));

server.kill();
await once(server, "exit");
rmSync(data, { recursive: true });
