import tailwind from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { scope } from "./build/scope.ts";

const others = ["react", "react-dom", "livekit-client", "socket.io-client"];

/** What others get; the office itself takes the sources. */
export default defineConfig({
  plugins: [tailwind()],
  css: { postcss: { plugins: [scope] } },
  build: {
    lib: {
      entry: { index: "src/package.ts" },
      formats: ["es"],
      cssFileName: "styles",
    },
    cssCodeSplit: false,
    minify: false, // whoever builds a page of it does that, and reads it while looking for a fault
    target: "baseline-widely-available",
    rolldownOptions: {
      external: (name) => others.some((other) => name === other || name.startsWith(`${other}/`)),
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
    },
    license: { fileName: "licences.md" },
  },
});
