import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { budget } from "./budget.ts";

const server = process.env["HAUSRUF_HTTP"] ?? "127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwind(), budget({ index: 175, join: 110 })],
  build: {
    // Guests get an entry of their own: no router, no query cache, nothing of the office.
    rolldownOptions: { input: { index: "index.html", join: "join.html" } },
    target: "baseline-widely-available",
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    license: { fileName: "licences.md" },
    manifest: true,
  },
  server: { proxy: { "/api": `http://${server}`, "/rtc": { target: `ws://${server}`, ws: true } } },
});
