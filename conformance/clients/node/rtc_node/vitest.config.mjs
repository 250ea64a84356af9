// The tests that ship in @livekit/rtc-node, from the installed package: each is a row.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { Rows } from "./rows.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const suite = join(here, "../node_modules/@livekit/rtc-node");

/** They are as they ship but for their patience, which is a fast machine's: what must happen must still happen. */
const patient = {
  name: "patient",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("/rtc-node/src/tests/")
      ? code
          .replace("testTimeoutMs = 10_000", "testTimeoutMs = 60_000")
          .replace("rpcResponseTimeoutMs = 1_000", "rpcResponseTimeoutMs = 10_000")
          .replaceAll(/timeoutMs: (5000|10_000|15_000|30_000),/g, "timeoutMs: 60_000,")
          .replaceAll(/(RoomEvent\.\w+, )3_000/g, "$130_000")
          .replaceAll(/\b(15|20)_000,/g, "60_000,")
      : null,
};

export default defineConfig({
  plugins: [patient],
  root: suite,
  cacheDir: false,
  test: {
    include: ["src/tests/**/*.test.ts"],
    exclude: [], // not what lies in node_modules: all of it does
    setupFiles: [join(here, "bytes.mjs")],
    server: { deps: { inline: [/rtc-node\/src/] } },
    fileParallelism: false, // its tones are made in real time
    maxConcurrency: 2,
    reporters: [new Rows()],
  },
});
