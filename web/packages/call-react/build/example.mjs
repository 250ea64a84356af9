// The example as a stranger would make it: the tarball installed, and nothing else of this workspace in reach. A package that
// lacks a file, a type or a dependency ends here.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { productVersion } from "./version.mjs";

const here = resolve(import.meta.dirname, "..");
const web = resolve(here, "../..");
const example = join(web, "examples/call-react");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const place = mkdtempSync(join(tmpdir(), "hausruf-stranger-"));
const modules = join(place, "node_modules");

try {
  run("node", [join(here, "build/build.mjs")]);
  run("npm", ["pack", join(here, "dist"), "--pack-destination", place, "--loglevel=error"]);
  cpSync(example, place, {
    recursive: true,
    filter: (path) => !/[/\\](dist|node_modules)$/.test(path),
  });
  install();
  run("node", [join(modules, "typescript/bin/tsc"), "-p", place]);
  run("node", [join(modules, "vite/bin/vite.js"), "build", place, "--logLevel", "warn"]);
  const built = join(place, "dist");
  expectParts(join(built, "assets"));
  rmSync(join(example, "dist"), { recursive: true, force: true });
  cpSync(built, join(example, "dist"), { recursive: true });
} finally {
  rmSync(place, { recursive: true });
}

function run(program, options) {
  execFileSync(program === "node" ? process.execPath : program, options, { stdio: "inherit" });
}

/** What the two manifests name, from what is here already: a registry is not asked. */
function install() {
  const own = join(modules, "@hausruf/call-react");
  mkdirSync(own, { recursive: true });
  const tarball = `hausruf-call-react-${productVersion()}.tgz`;
  run("tar", ["-xzf", join(place, tarball), "-C", own, "--strip-components=1"]);
  if (!readFileSync(join(own, "README.md"), "utf8").includes(`npm install ./${tarball}`))
    throw new Error(`the package's README does not tell how ${tarball} is installed`);
  const { dependencies, peerDependencies } = read(join(own, "package.json"));
  const page = read(join(example, "package.json"));
  const wanted = { ...dependencies, ...peerDependencies, ...page.dependencies };
  for (const name of Object.keys({ ...wanted, ...page.devDependencies }))
    if (name !== "@hausruf/call-react") link(name);
}

function link(name) {
  const target = join(web, "node_modules", name);
  if (!existsSync(target)) throw new Error(`${name} is not here; it is named in a manifest`);
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(target, join(modules, name));
}

/** What speaks and films, and the line, are not in the first file. */
function expectParts(assets) {
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const first = scripts.find((name) => name.startsWith("index-"));
  const text = readFileSync(join(assets, first), "utf8");
  for (const [part, word] of [
    ["livekit-client", "LiveKit"],
    ["socket.io-client", "EIO"],
  ])
    if (text.includes(word)) throw new Error(`${part} is in the page's first script`);
  if (scripts.length < 3) throw new Error("nothing is loaded later");
}
