// @ts-check
// A small load generator: so many connections that are kept open, one request after the other on
// each, and how long each took. Loopback only, and for a bounded time.
import { createConnection } from "node:net";

/**
 * @typedef {{ method?: string, path: string, headers?: Record<string, string>, body?: string }} Ask
 * @typedef {{ perSecond: number, p50: number, p99: number, wrong: Map<number, number>, count: number }} Figures
 */

/** @param {number} port @param {() => Ask} next @param {{ connections?: number, seconds?: number, warm?: number }} [how] @returns {Promise<Figures>} */
export async function load(port, next, { connections = 32, seconds = 8, warm = 1.5 } = {}) {
  const begin = performance.now() + warm * 1000;
  const end = begin + seconds * 1000;
  /** @type {number[]} */
  const times = [];
  /** @type {Map<number, number>} */
  const wrong = new Map();
  await Promise.all(Array.from({ length: connections }, () => one(port, next, begin, end, times, wrong)));
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), wrong, count: times.length };
}

/** @param {number} port @param {() => Ask} next @param {number} begin @param {number} end @param {number[]} times @param {Map<number, number>} wrong */
function one(port, next, begin, end, times, wrong) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
    let got = Buffer.alloc(0);
    let sent = 0;
    const send = () => {
      if (performance.now() >= end) {
        socket.destroy();
        resolve(undefined);
        return;
      }
      const { method = "GET", path, headers = {}, body = "" } = next();
      let text = `${method} ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n`;
      for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
      if (body) text += `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
      sent = performance.now();
      socket.write(`${text}\r\n${body}`);
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("data", (piece) => {
      got = got.length ? Buffer.concat([got, piece]) : piece;
      const head = got.indexOf("\r\n\r\n");
      if (head < 0) return;
      const text = got.toString("latin1", 0, head);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (/transfer-encoding: chunked/i.test(text) ? !got.subarray(-7).toString("latin1").endsWith("0\r\n\r\n") : got.length < head + 4 + length) return;
      const now = performance.now();
      const status = Number(text.slice(9, 12));
      if (now >= begin && now < end) times.push(now - sent);
      if (status >= 300) wrong.set(status, (wrong.get(status) ?? 0) + 1);
      got = Buffer.alloc(0);
      send();
    });
  });
}
