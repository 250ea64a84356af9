import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

/** Measurements: the same browsers and server as the tests, but figures instead of verdicts. */
export default defineConfig(tests, { testDir: "bench", timeout: 600_000, use: { trace: "off" } });
