// The package for others: ES modules, types and styles, which need nothing of this workspace.
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";
import { writeTypes } from "./types.mjs";
import { productVersion } from "./version.mjs";

const here = resolve(import.meta.dirname, "..");
const dist = join(here, "dist");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const own = read(join(here, "package.json"));
const core = read(join(here, "../call-core/package.json"));

rmSync(dist, { recursive: true, force: true });
await build({ root: here, configFile: join(here, "vite.config.ts"), logLevel: "error" });
writeTypes(join(here, "src/package.ts"), join(dist, "types"));

const version = productVersion();
const { "livekit-client": livekit, "socket.io-client": socketIo } = core.dependencies;
const manifest = {
  name: own.name,
  version,
  description: own.description,
  license: own.license,
  type: "module",
  sideEffects: ["*.css", "./index.js", "./chunks/*"],
  exports: {
    ".": { types: "./types/call-react/src/package.d.ts", default: "./index.js" },
    "./styles.css": "./styles.css",
  },
  dependencies: { "livekit-client": livekit, "socket.io-client": socketIo },
  peerDependencies: { react: ">=19", "react-dom": ">=19" },
};
writeFileSync(join(dist, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
const readme = readFileSync(join(here, "README.md"), "utf8");
writeFileSync(join(dist, "README.md"), readme.replaceAll("VERSION", version));
copyFileSync(join(here, "../../../LICENSE"), join(dist, "LICENSE"));
if (process.argv.includes("--pack"))
  execFileSync("npm", ["pack", dist, "--pack-destination", here, "--loglevel=error"], {
    stdio: "inherit",
  });
