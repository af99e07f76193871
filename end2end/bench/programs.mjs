// @ts-check
// The programs that are measured: Pasmaat, and a PostgreSQL of our own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { postgres as own } from "../fixtures/postgres.mjs";

export const root = resolve(import.meta.dirname, "../..");
const program = join(root, "target/release/pasmaat");

/** @param {string[]} settings */
export async function pasmaat(settings) {
  const data = mkdtempSync(join(tmpdir(), "pasmaat-"));
  const child = spawn(program, ["serve", "--demo", "--addr", "127.0.0.1:0", "--data", data, ...settings], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = Number(/localhost:(\d+)/.exec(line)?.[1]);
    if (!port) continue;
    child.stdout.resume();
    const stop = async () => {
      child.kill();
      await once(child, "exit");
      rmSync(data, { recursive: true });
    };
    return { port, stop, pid: child.pid };
  }
  throw new Error("the server ended before it listened");
}

/** @param {string} url @param {string[]} size */
export async function seed(url, size) {
  const child = spawn(program, ["seed", "--database-url", url, "--data", tmpdir(), ...size], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let last = "";
  let shown = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (performance.now() - shown > 30_000) {
      console.log(`  ${line}`);
      shown = performance.now();
    }
  }
  if (child.exitCode === null) await once(child, "exit");
  if (child.exitCode !== 0) throw new Error("the seed failed");
  return last;
}

/** With what the README advises for a server of this size. */
export const postgres = () => own(["shared_buffers=1GB", "max_wal_size=8GB", "effective_cache_size=8GB", "wal_compression=lz4"]);
