import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

/** Measurements: the same browsers and server as the tests, but figures instead of verdicts. */
export default defineConfig({
  ...tests,
  testDir: "bench",
  projects: [{ name: "bench" }],
  workers: 1,
  timeout: 600_000,
  use: { ...tests.use, trace: "off" },
});
