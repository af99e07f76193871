import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

// A door with its camera, measured in the browser that tests use.
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "door.bench.ts",
  outputDir: "../test-results",
  reporter: [["line"]],
  workers: 1,
  timeout: 300_000,
  projects: [{ name: "phone" }],
});
