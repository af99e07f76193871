// @ts-check
// Wakes the page: keeps it for the day without network, offers updates and the home screen, and
// brings the wasm to life. A public page reads and navigates without any of this.

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-wasm]"));
const root = document.documentElement;
const isShell = document.body.dataset.boot === "mount";
const savesData =
  /** @type {{connection?: {saveData?: boolean}}} */ (navigator).connection?.saveData === true;

/** @type {{prompt(): Promise<unknown>} | undefined} */
let installPrompt;
/** @type {ServiceWorkerRegistration | undefined} */
let registration;
let updateAccepted = false;
let awake = false;

async function wake() {
  if (awake) return;
  awake = true;
  try {
    const glue = await import(/** @type {string} */ (script.dataset.js));
    await glue.default({ module_or_path: script.dataset.wasm });
    await glue.start();
    handOver();
  } catch (error) {
    // What is on the screen stays there, and its links work.
    root.dataset.asleep = "";
    document.querySelector("[data-early]")?.removeAttribute("inert");
    throw error;
  }
}

/** The first sign that somebody is there, which may come before it is known what is to be done. */
const somebody = new Promise((here) => {
  for (const sign of ["pointerdown", "keydown", "focusin"]) addEventListener(sign, here, { passive: true, once: true });
});

/** Wakes when somebody is there, or after a while of quiet. */
function wakeLater() {
  const quiet = new Promise((go) => savesData || setTimeout(go, 10_000));
  void Promise.race([somebody, quiet]).then(wake);
}

// What is done before the app answers: typed, tapped and sent, it is handed over

/** @type {Map<HTMLInputElement, string>} */
const typed = new Map();
/** @type {(() => void) | undefined} */
let done;

/** @param {Event} event */
function onInput({ target }) {
  if (target instanceof HTMLInputElement && target.type !== "checkbox") typed.set(target, target.value);
}

/** @param {Event} event */
function onSubmit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  // The app is quicker than its own word that it is there: what it took is not done twice.
  if (event.defaultPrevented || form.hasAttribute("action")) return;
  event.preventDefault();
  done = () => form.requestSubmit();
}

/** @param {Event} event */
function onClick(event) {
  if ("alive" in root.dataset) return;
  const button = /** @type {Element} */ (event.target).closest?.("button[type=button]:not([data-act])");
  if (button) done = () => /** @type {HTMLElement} */ (button).click();
}

function takeNotes() {
  addEventListener("input", onInput);
  addEventListener("submit", onSubmit);
  addEventListener("click", onClick);
}

function handOver() {
  removeEventListener("input", onInput);
  removeEventListener("submit", onSubmit);
  removeEventListener("click", onClick);
  for (const [field, text] of typed) {
    // The app does not know what was typed before it came.
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  done?.();
}

// What the phone keeps

/** Whether it keeps anything: see `app/src/offline/store.rs`. @returns {Promise<boolean>} */
function keepsAnything() {
  return new Promise((resolve) => {
    const opening = indexedDB.open("pasmaat");
    // There was none: nothing is left behind.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => {
      opening.result.close();
      resolve(true);
    };
    opening.onerror = opening.onblocked = () => resolve(false);
  });
}

/** Waits until the card that the service worker put into the shell is seen: what follows keeps the phone busy. */
async function seen() {
  if (!document.querySelector("[data-early]")) return;
  // A page in the background is not drawn.
  const drawn = new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  await Promise.race([drawn, new Promise((go) => setTimeout(go, 100))]);
}

// Kept for the day without network

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  if (registration.waiting) offerUpdate();
  registration.addEventListener("updatefound", () => {
    const worker = registration?.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) offerUpdate();
    });
  });
  await navigator.serviceWorker.ready;
  root.dataset.kept = "";
}

function offerUpdate() {
  root.dataset.update = "ready";
}

function acceptUpdate() {
  updateAccepted = true;
  registration?.waiting?.postMessage("skip-waiting");
}

navigator.serviceWorker?.addEventListener("controllerchange", () => {
  // Another tab's update leaves this one as it is: its files stay in the cache.
  if (updateAccepted) location.reload();
});

document.addEventListener("visibilitychange", () => {
  // Without a network the check fails, and the next one will do.
  if (document.visibilityState === "visible") registration?.update().catch(() => undefined);
});

// Network: answers are trusted, `navigator.onLine` only as a hint

async function probe() {
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    if (answer.ok) delete root.dataset.net;
    else root.dataset.net = "off";
  } catch {
    root.dataset.net = "off";
  }
  if (root.dataset.net === "off") setTimeout(probe, 15_000);
}

addEventListener("offline", probe);
addEventListener("online", probe);

// Home screen

const isInstalled = matchMedia("(display-mode: standalone)").matches;
const isIos = /iPad|iPhone|iPod/.test(navigator.userAgent) && !("MSStream" in window);

function offerInstall(/** @type {string} */ how) {
  if (!isInstalled && !localStorage.getItem("install-later")) root.dataset.install = how;
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installPrompt = /** @type {any} */ (event);
  offerInstall("prompt");
});
addEventListener("appinstalled", () => delete root.dataset.install);
if (isIos) offerInstall("ios");
// There the home screen has a memory of its own, into which one's pass is taken along.
if (isIos && !isInstalled) root.dataset.homeScreen = "apart";

// What a person taps

/** @type {Record<string, () => void>} */
const acts = {
  update: acceptUpdate,
  install: () => {
    delete root.dataset.install;
    installPrompt?.prompt();
  },
  "install-later": () => {
    delete root.dataset.install;
    localStorage.setItem("install-later", "1");
  },
  "keep-offline": () => void keepOffline().then(wake),
};

document.addEventListener("click", (event) => {
  const target = /** @type {Element | null} */ (event.target);
  const act = target?.closest("[data-act]")?.getAttribute("data-act");
  if (act) acts[act]?.();
  const language = target?.closest("[data-language]")?.getAttribute("data-language");
  if (language) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `language=${language}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }
  // A choice made closes its menu, also where no new page is loaded.
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target) || target?.closest("a")) menu.removeAttribute("open");
  }
});

// When

const idle = window.requestIdleCallback ?? ((/** @type {() => void} */ run) => setTimeout(run, 200));
takeNotes();
if (isShell) {
  void seen().then(() => {
    // It also opens what is one's own while the network is there: it has to look.
    void probe();
    return wake().finally(keepOffline);
  });
} else if (document.body.dataset.wake === "own") {
  void keepsAnything().then((keeps) => {
    // What is one's own is filled in by the wasm: it does not wait for anything, the rest does.
    // Who has nothing here yet reads a form that can do without for a while.
    if (keeps || location.hash) return wake().finally(keepOffline);
    wakeLater();
    if (!savesData) idle(() => void keepOffline());
  });
} else if (!savesData) {
  const rouse = document.body.dataset.wake === "later" ? wakeLater : wake;
  const later = () => idle(() => void keepOffline().finally(rouse));
  if (document.readyState === "complete") later();
  else addEventListener("load", later);
} else if (navigator.serviceWorker?.controller) {
  void keepOffline();
}
