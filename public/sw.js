// @ts-check
/// <reference lib="webworker" />
// The service worker: hashed files from the cache, pages from the network or, without one, from the
// offline shell, which opens with the card as it was last seen. It never caches an answer of /api or
// /uitpas. When no page is open, it delivers what waits in the phone's store, which is sealed for the
// server, and leaves the answers there, encrypted, for the app to read.
// The server puts one line before this file: `self.BUILD = {version, assets, shell}`.

const worker = /** @type {ServiceWorkerGlobalScope & {BUILD: Build}} */ (/** @type {unknown} */ (self));
/** @typedef {{version: string, assets: string[], shell: string}} Build */

const { BUILD } = worker;
const PREFIX = "pasmaat-files-";
const CACHE = PREFIX + BUILD.version;
/** How long a page may keep a person waiting before the shell opens, in milliseconds. */
const PATIENCE = 3_000;
/** How long the card as it was last seen may keep the shell waiting, in milliseconds. */
const BEFORE_SHELL = 300;
/** The record of the card as it was last seen: see `app/src/offline/store.rs`. */
const SEEN = "seen.card";
/** What is one's own opens from what is kept, at once: the network would only make it wait. */
const OWN = /^\/(?:nl|fr|en|de|uk|ru|ar|tr)\/(?:mijn|deur)(?:\/[^.]*)?$/;
const PAGES = /^\/(?:(?:nl|fr|en|de|uk|ru|ar|tr)(?:\/[^.]*)?)?$/;
/** What the app asks Background Sync for. */
const QUEUE = "pasmaat-queue";
/** The databases of a pass holder's phone and of a phone at a door. */
const STORES = /** @type {const} */ (["pasmaat", "pasmaat-door"]);
/** How many commands go at once, and how long they are together: as in `domain::outbox`. */
const MOST = { items: 500, characters: 200_000 };
/** How long an answer is waited for, in milliseconds. */
const LONGEST = 20_000;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") void worker.skipWaiting();
});

worker.addEventListener("sync", (event) => {
  const { tag } = /** @type {ExtendableEvent & {tag: string}} */ (event);
  if (tag === QUEUE) /** @type {ExtendableEvent} */ (event).waitUntil(deliver());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (OWN.test(url.pathname)) event.respondWith(own(request));
    else if (PAGES.test(url.pathname)) event.respondWith(page(request));
  } else if (BUILD.assets.includes(url.pathname + url.search) || url.pathname.startsWith("/pkg/")) {
    event.respondWith(kept(request));
  }
});

/** All or nothing: a version is either whole or not there. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(BUILD.assets);
  await cache.add(new Request(BUILD.shell, { cache: "reload" }));
}

/** The version before this one stays: a tab may still run it and want a file of it. */
async function takeOver() {
  const versions = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(versions.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** What is not kept from the start is kept once it was asked for. @param {Request} request */
async function kept(request) {
  const there = (await (await caches.open(CACHE)).match(request)) ?? (await caches.match(request));
  if (there) return there;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

/** @param {Request} request */
async function own(request) {
  const soon = new Promise((resolve) => setTimeout(resolve, BEFORE_SHELL));
  // What is wrong with the store, the app finds itself, and says.
  const card = Promise.race([lastSeen(new URL(request.url).pathname), soon]).catch(() => undefined);
  const shell = await (await caches.open(CACHE)).match(BUILD.shell);
  if (!shell) return fetch(request);
  const html = await card;
  return html ? withCard(shell, html) : shell;
}

// The card as it was last seen, before the app is there

/** What was last seen at a path, as the app kept it. @param {string} path @returns {Promise<string | undefined>} */
async function lastSeen(path) {
  const store = await open(STORES[0]);
  if (!store) return;
  try {
    const row = await result(store.database.transaction("records").objectStore("records").get(SEEN));
    const seen = row && (await unsealed(store.key, SEEN, row));
    return seen?.path === path ? seen.html : undefined;
  } finally {
    store.database.close();
  }
}

/** The shell with the card in it, to be drawn at once. @param {Response} shell @param {string} html */
async function withCard(shell, html) {
  const page = await shell.text();
  const begin = page.indexOf(">", page.indexOf("<body")) + 1;
  const headers = new Headers(shell.headers);
  // What was read is no longer packed.
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(`${page.slice(0, begin)}<div data-early inert>${html}</div>${page.slice(begin)}`, { headers });
}

/** @param {Request} request */
async function page(request) {
  const network = fetch(request);
  // When the shell has opened, what the network says later is of no use, nor is its failure.
  network.catch(() => undefined);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([network, late]).catch(() => undefined);
  // A proxy whose server is gone answers 502 to 504: to the person that is no network.
  if (answer instanceof Response && (answer.status < 502 || answer.status > 504)) return answer;
  const shell = await (await caches.open(CACHE)).match(BUILD.shell);
  return shell ?? network;
}

// The queue, when no page is open

/** @typedef {{id: string, seq: number, sealed: string}} Sealed */
/** @typedef {{database: IDBDatabase, key: CryptoKey}} Store */

/** Delivers what waits. A failure is thrown, so that the browser tries again later. */
async function deliver() {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  // A page that somebody looks at sends by itself; the browser asks again when it may be gone.
  if (pages.some((page) => page.visibilityState === "visible" && OWN.test(new URL(page.url).pathname))) throw new Error("a page is open");
  for (const name of STORES) {
    const store = await open(name);
    try {
      for (const device of store ? (await waiting(store)).keys() : []) {
        await navigator.locks.request(`pasmaat send ${device}`, { ifAvailable: true }, (lock) => lock && store && send(store, device));
      }
    } finally {
      store?.database.close();
    }
  }
}

/** None where the phone keeps none. @param {string} name @returns {Promise<Store | undefined>} */
async function open(name) {
  const opening = indexedDB.open(name);
  let isNew = false;
  opening.onupgradeneeded = () => {
    // Nothing is left behind.
    isNew = true;
    opening.transaction?.abort();
  };
  const database = await result(opening).catch((error) => {
    if (!isNew) throw error;
  });
  if (!database) return;
  database.onversionchange = () => database.close();
  const shelves = ["keys", "records", "queue"].every((shelf) => database.objectStoreNames.contains(shelf));
  const key = shelves && (await result(database.transaction("keys").objectStore("keys").get("data")));
  if (key) return { database, key };
  database.close();
}

/** What waits, by device and in order. @param {Store} store @returns {Promise<Map<string, Sealed[]>>} */
async function waiting({ database, key }) {
  const shelf = database.transaction("queue").objectStore("queue");
  const [places, rows] = await Promise.all([result(shelf.getAllKeys()), result(shelf.getAll())]);
  /** @type {Map<string, Sealed[]>} */
  const found = new Map();
  for (const [index, row] of rows.entries()) {
    const { device, item, sealed } = await unsealed(key, String(places[index]), row);
    if (device && ["WAITING", "SENDING"].includes(item.state)) found.set(device, [...(found.get(device) ?? []), sealed]);
  }
  return found;
}

/** What stands in a row, as the app sealed it. @param {CryptoKey} key @param {string} place @param {Uint8Array<ArrayBuffer>} row */
async function unsealed(key, place, row) {
  const additionalData = new TextEncoder().encode(place);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.slice(0, 12), additionalData }, key, row.slice(12));
  return JSON.parse(new TextDecoder().decode(plain));
}

/** @param {Store} store @param {string} device */
async function send(store, device) {
  // Read again under the lock: a page may just have sent some.
  const all = (await waiting(store)).get(device) ?? [];
  while (all.length > 0) {
    let characters = 0;
    const fits = all.findIndex(({ sealed }, index) => index >= MOST.items || (characters += sealed.length) > MOST.characters);
    const items = all.splice(0, fits < 0 ? all.length : Math.max(fits, 1));
    const body = JSON.stringify({ device, items });
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/api/v1/commands", { method: "POST", headers, body, signal: AbortSignal.timeout(LONGEST) });
    const contentType = answer.headers.get("content-type") ?? "";
    // Not our server, or not now.
    if (!answer.ok || !contentType.startsWith("application/json")) throw new Error(`${answer.status} ${contentType}`);
    await leave(store, `answer.${items[0]?.id}`, {
      device,
      status: answer.status,
      contentType,
      retryAfter: answer.headers.get("retry-after"),
      body: await answer.text(),
    });
  }
}

/** Keeps an answer as the app keeps its records. @param {Store} store @param {string} place @param {object} answer */
async function leave({ database, key }, place, answer) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(place);
  const plain = new TextEncoder().encode(JSON.stringify(answer));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain));
  const whole = new Uint8Array(12 + sealed.length);
  whole.set(iv);
  whole.set(sealed, 12);
  const work = database.transaction("records", "readwrite");
  work.objectStore("records").put(whole, place);
  await new Promise((resolve, reject) => {
    work.oncomplete = resolve;
    work.onabort = () => reject(work.error);
  });
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
