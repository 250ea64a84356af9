import { readFileSync } from "node:fs";
import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { brotli } from "./brotli.ts";
import { budget } from "./budget.ts";
import { pushWorker } from "./worker.ts";

const server = process.env["HAUSRUF_HTTP"] ?? "127.0.0.1:8080";

const fonts = new URL("../../packages/ui/src/fonts/", import.meta.url);

/** The Open Font License wants to be with every copy of the font. */
const fontLicence: Plugin = {
  name: "font-licence",
  generateBundle() {
    const fileName = "LICENSE-hanken-grotesk.txt";
    this.emitFile({
      type: "asset",
      fileName: `assets/${fileName}`,
      source: readFileSync(new URL(fileName, fonts)),
    });
  },
};

/** What both documents have in their head, before Vite follows the addresses in it. */
const sharedHead: Plugin = {
  name: "shared-head",
  transformIndexHtml: {
    order: "pre",
    handler: (html) =>
      html.replace(
        "<!-- head.html -->",
        readFileSync(new URL("head.html", import.meta.url), "utf8"),
      ),
  },
};

export default defineConfig({
  plugins: [
    react(),
    tailwind(),
    sharedHead,
    fontLicence,
    pushWorker("src/worker/push.ts"),
    brotli,
    budget({ index: 139, join: 94 }),
  ],
  build: {
    // Guests get an entry of their own: no router, no query cache, nothing of the office.
    rolldownOptions: {
      input: { index: "index.html", join: "join.html" },
      // Few files: a browser asks for six at a time, and what is always needed together compresses better together.
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: "office", test: /node_modules\/(@tanstack|use-sync-external-store)\// },
            // What both documents begin with, and small things that several parts need: each would be a file of its own.
            {
              name: "shared",
              test: /packages\/ui\/src\/\w+\.tsx?$|\/src\/problemText|preload-helper|modulepreload-polyfill|icons\/(cloud-off|door-open|phone|video)\.|api\/src\/(limits|problem|request)|i18n\/src\/(duration|format)/,
            },
            {
              name: "guests",
              test: /icons\/(key-round|mail|mail-check|send|ticket-check)\.|\/src\/useCountdown/,
            },
          ],
        },
      },
    },
    target: "baseline-widely-available",
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    chunkSizeWarningLimit: 600, // the media client, fetched with the room
    license: { fileName: "licences.md" },
  },
  server: { proxy: { "/api": `http://${server}`, "/rtc": { target: `ws://${server}`, ws: true } } },
});
