// @ts-check
// A quota on a whole browser: its processes are stopped three quarters of the time, which the developer
// tools' throttling (main thread only) is not.
import { readFileSync, readdirSync } from "node:fs";

/** The processes below one, itself included. @param {number} root */
function tree(root) {
  const parents = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const after = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1] ?? "";
      return [[Number(pid), Number(after.split(" ")[1])]];
    } catch {
      return [];
    }
  });
  const found = new Set([root]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(/** @type {number} */ (parent))) found.add(/** @type {number} */ (pid));
  }
  return [...found];
}

/** @param {number[]} pids @param {NodeJS.Signals} signal */
const all = (pids, signal) => pids.forEach((pid) => { try { process.kill(pid, signal); } catch { /* it ended */ } });

/** Lets the browser run a quarter of the time; ends with the function that comes back. @param {number} root */
export function quarter(root) {
  let [pids, step] = [tree(root), 0];
  const timer = setInterval(() => {
    if (step % 40 === 0) pids = tree(root);
    all(pids, step++ % 4 === 0 ? "SIGCONT" : "SIGSTOP");
  }, 5);
  return () => {
    clearInterval(timer);
    release(root);
  };
}

/** Lets all of the browser run, whatever it was. @param {number} root */
export const release = (root) => all(tree(root), "SIGCONT");
