import { setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { defineConfig, type Project } from "@playwright/test";
import { chromiumFlags } from "./support/chromium.ts";
import type { Media } from "./support/server.ts";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

// Where `localhost` is two addresses, Node gives one up after a quarter of a second, in which a busy machine may not run it.
setDefaultAutoSelectFamilyAttemptTimeout(60_000);

/** Pictures of every state, and axe at each of them. */
const surface = "surface*.spec.ts";
/** What can only happen to rooms that are elsewhere. */
const away = "away.spec.ts";
/**
 * What is the same wherever the rooms are; browsers, SDKs, layers and lost packets, as the engine that is elsewhere is our
 * own, which `conformance/` holds against other clients and worse networks by itself.
 */
const sameEverywhere = [
  "account.spec.ts",
  "autoplay.spec.ts",
  "bad-line.spec.ts",
  "busy.spec.ts",
  "call-button.spec.ts",
  "contacts.spec.ts",
  "data.spec.ts",
  "firefox.spec.ts",
  "hidden-tab.spec.ts",
  "history.spec.ts",
  "https-only.spec.ts",
  "identity.spec.ts",
  "installed.spec.ts",
  "keyboard-pages.spec.ts",
  "keyboard.spec.ts",
  "mail.spec.ts",
  "operation.spec.ts",
  "other-sdks.spec.ts",
  "packaged.spec.ts",
  "pages.spec.ts",
  "people.spec.ts",
  "planned.spec.ts",
  "provider.spec.ts",
  "proxy.spec.ts",
  "push.spec.ts",
  "readme.spec.ts",
  "resend.spec.ts",
  "settings.spec.ts",
  "simulcast.spec.ts",
  "unanswered.spec.ts",
  "while-talking.spec.ts",
];

function calls(media: Media, testIgnore: string[]): Project<object, { media: Media }> {
  return {
    name: `${media}-calls`,
    use: { media },
    workers: 1,
    testIgnore: [surface, ...testIgnore],
  };
}

/**
 * Real Chromium with its fake devices.
 * Calls take most of a machine of two cores, so two at a time at most: one of each project.
 */
export default defineConfig<object, { media: Media }>({
  testDir: "tests",
  outputDir: "test-results",
  projects: [
    calls("embedded", [away]),
    { name: "embedded-surface", use: { media: "embedded" }, workers: 1, testMatch: surface },
    calls("remote", sameEverywhere),
  ],
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["./support/leftOut.ts"]],
  use: {
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    permissions: ["camera", "microphone"],
    // Else what never comes takes all of a test's time, and the test's end hides what was waited for.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: chromiumFlags,
    },
  },
});
