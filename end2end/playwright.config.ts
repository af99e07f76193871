import { defineConfig } from "@playwright/test";
import { chromium } from "./fixtures/browser";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 800 } };

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    // Debian's browser: the tests download none of their own.
    launchOptions: { executablePath: chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"] },
    locale: "nl-BE",
    timezoneId: "Europe/Brussels",
  },
  projects: [
    { name: "phone", use: phone },
    { name: "desktop", use: desktop, testIgnore: /offline|print|style|passholder|volunteer|scan|club/ },
    { name: "phone-no-js", use: { ...phone, javaScriptEnabled: false }, testMatch: /info\/pages/ },
    { name: "desktop-no-js", use: { ...desktop, javaScriptEnabled: false }, testMatch: /info\/pages/ },
  ],
});
