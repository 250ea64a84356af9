// The tests that ship in @livekit/rtc-node, from the installed package, as they are: each is a row.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { Rows } from "./rows.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const suite = join(here, "../node_modules/@livekit/rtc-node");

export default defineConfig({
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
