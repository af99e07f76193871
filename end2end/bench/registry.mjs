// @ts-check
// `/uitpas` under load, 32 connections, beside the targets: on SQLite and on PostgreSQL with the demo
// data, and with `--large` on PostgreSQL with 1,200,000 pass holders and 20,000,000 check-ins, or as
// many as are made in ten minutes. The load generator shares the cores.
import { load } from "./load.mjs";
import { pasmaat, postgres, seed } from "./programs.mjs";

const EVENT = "5a0967f9-cc06-4c3c-9206-30481a767434";
const TARGETS = { "POST /checkins": "2000/s, p99 40 ms" };
const large = process.argv.includes("--large");

/** The last digit of a UiTPAS number. @param {string} start */
function whole(start) {
  const sum = [...start].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return `${start}${(10 - (sum % 10)) % 10}`;
}

/** A pass holder of the demo region whose card is not blocked. */
function demoNumber() {
  let n = 0;
  do n = Math.floor(Math.random() * 2000);
  while (n % 97 === 96);
  return whole(`09999${String(n).padStart(6, "0")}${Math.floor(n / 4) % 4 === 0 ? 1 : 0}`);
}

/** @param {number} count */
const seededNumber = (count) => () => whole(`0888${String(Math.floor(Math.random() * count)).padStart(8, "0")}`);

/** @param {number} port */
async function token(port) {
  const answer = await fetch(`http://localhost:${port}/realms/uitid/protocol/openid-connect/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: "demo-counter", client_secret: "demo-counter-secret" }),
  });
  return /** @type {{ access_token: string }} */ (await answer.json()).access_token;
}

/** @param {string} name @param {string[]} settings @param {() => string} number */
async function measure(name, settings, number) {
  const server = await pasmaat(settings);
  const headers = { Authorization: `Bearer ${await token(server.port)}` };
  // Without a limit one person may check in again: what is measured is the work, not the people.
  const free = await fetch(`http://localhost:${server.port}/uitpas/events/${EVENT}/settings`, {
    method: "PUT",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ id: EVENT, checkinPoints: 1 }),
  });
  if (free.status !== 204) throw new Error(`settings: ${free.status}`);
  const words = ["", "&text=een*", "&categories=Doen", "&forKids=false&sort=-points", "&facets=categories&facets=type", "&pointsTo=10&sort=name"];
  let turn = 0;
  /** @type {Record<string, () => import("./load.mjs").Ask>} */
  const asks = {
    "POST /checkins": () => ({ method: "POST", path: "/uitpas/checkins", headers, body: JSON.stringify({ eventId: EVENT, uitpasNumber: number() }) }),
    "GET /passes": () => ({ path: `/uitpas/passes?identifier=${number()}`, headers }),
    "GET /rewards": () => ({ path: `/uitpas/rewards?limit=20&owningCardSystemId=4${words[turn++ % words.length]}`, headers: { "x-client-id": "demo-phone" } }),
  };
  console.log(`\n${name}`);
  /** @type {Record<string, number>} */
  const tails = {};
  for (const [what, ask] of Object.entries(asks)) {
    const { perSecond, p50, p99, wrong } = await load(server.port, ask);
    tails[what] = p99;
    const target = TARGETS[/** @type {keyof typeof TARGETS} */ (what)];
    const bad = [...wrong].map(([status, count]) => `${count} × ${status}`).join(", ");
    console.log(`${what.padEnd(16)}${perSecond.toFixed(0).padStart(8)}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms${target ? `   (target ${target})` : ""}${bad ? `   REFUSED: ${bad}` : ""}`);
  }
  await server.stop();
  return tails;
}

console.log("\n/uitpas, 32 connections, 8 s each, every check-in durable");
await measure("SQLite, demo data", [], demoNumber);
const database = await postgres();
try {
  const small = await measure("PostgreSQL, demo data", ["--database-url", database.url], demoNumber);
  if (large) {
    const made = await seed(database.url, ["--passholders", "1200000", "--checkins", "20000000", "--minutes", "10"]);
    console.log(`  ${made}`);
    const count = Number(/(\d+) pass holders/.exec(made)?.[1]);
    database.settle();
    const big = await measure(`PostgreSQL, ${count} pass holders`, ["--database-url", database.url], seededNumber(count));
    for (const what in big) console.log(`${what.padEnd(16)}p99 is ${((big[what] ?? 0) / (small[what] ?? 1)).toFixed(2)} × that of the demo data   (target 1.5)`);
  }
} finally {
  await database.stop();
}
