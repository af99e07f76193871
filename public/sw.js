// @ts-check
/// <reference lib="webworker" />
// The service worker: hashed files from the cache, pages from the network or, without one, from the
// offline shell. It never touches IndexedDB and never keeps an answer of /api or /uitpas.
// The server puts one line before this file: `self.BUILD = {version, assets, shell}`.

const worker = /** @type {ServiceWorkerGlobalScope & {BUILD: Build}} */ (/** @type {unknown} */ (self));
/** @typedef {{version: string, assets: string[], shell: string}} Build */

const { BUILD } = worker;
const PREFIX = "pasmaat-files-";
const CACHE = PREFIX + BUILD.version;
/** How long a page may keep a person waiting before the shell opens, in milliseconds. */
const PATIENCE = 3_000;
/** What is one's own opens from what is kept, at once: the network would only make it wait. */
const OWN = /^\/(?:nl|fr|en|de|uk|ru|ar|tr)\/(?:mijn|deur)(?:\/[^.]*)?$/;
const PAGES = /^\/(?:(?:nl|fr|en|de|uk|ru|ar|tr)(?:\/[^.]*)?)?$/;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") void worker.skipWaiting();
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

/** @param {Request} request */
async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** @param {Request} request */
async function own(request) {
  return (await (await caches.open(CACHE)).match(BUILD.shell)) ?? fetch(request);
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
