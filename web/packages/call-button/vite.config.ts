import { defineConfig } from "vite";
import { budget } from "../../apps/app/budget.ts";

/** One file with a stable name, which pages of other origins load; the rest comes with the first click. */
export default defineConfig({
  base: "./",
  plugins: [budget({ "call-button": 5 })],
  build: {
    rolldownOptions: {
      input: { "call-button": "src/call-button.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
    target: "baseline-widely-available",
    modulePreload: false,
    chunkSizeWarningLimit: 600, // the media client
    license: { fileName: "licences.md" },
  },
});
