// @ts-check
// The programs that are measured: Pasmaat, and a PostgreSQL of our own as Debian's `nobody`.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export const root = resolve(import.meta.dirname, "../..");
const program = join(root, "target/release/pasmaat");
const NOBODY = 65_534;

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

export async function postgres() {
  const bin = join("/usr/lib/postgresql", readdirSync("/usr/lib/postgresql").sort().at(-1) ?? "", "bin");
  const dir = mkdtempSync(join(tmpdir(), "pasmaat-postgres-"));
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (who.uid) chownSync(dir, NOBODY, NOBODY);
  const data = join(dir, "data");
  execFileSync(join(bin, "initdb"), ["--username=pasmaat", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D", data], { ...who, cwd: "/", stdio: "ignore" });
  const port = await free();
  // Durable, with what the README advises for a server of this size.
  const settings = ["shared_buffers=1GB", "max_wal_size=8GB", "effective_cache_size=8GB", "wal_compression=lz4"].flatMap((one) => ["-c", one]);
  const child = spawn(join(bin, "postgres"), ["-D", data, "-k", dir, "-h", "127.0.0.1", "-p", String(port), ...settings], { ...who, cwd: "/", stdio: "ignore" });
  const ready = () => {
    try {
      execFileSync(join(bin, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)]);
      return true;
    } catch {
      return false;
    }
  };
  while (!ready()) await new Promise((go) => setTimeout(go, 50));
  const stop = async () => {
    child.kill("SIGINT");
    await once(child, "exit");
    rmSync(dir, { recursive: true });
  };
  const url = `postgres://pasmaat@127.0.0.1:${port}/postgres`;
  /** Writes to the disk what is still to be written, so that nothing of it is measured later. */
  const settle = () => {
    execFileSync(join(bin, "psql"), ["--quiet", "--command=checkpoint", url]);
    execFileSync("sync");
  };
  return { url, settle, stop };
}

/** @returns {Promise<number>} */
function free() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
