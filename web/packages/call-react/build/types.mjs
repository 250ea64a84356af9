import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { createRequire } from "node:module";

const web = resolve(import.meta.dirname, "../../..");

/**
 * The types of a module, with those of the workspace's packages that they speak of: `@hausruf/…` becomes a path in
 * here, as nobody else has those packages.
 */
export function writeTypes(entry, folder) {
  const made = mkdtempSync(join(tmpdir(), "hausruf-types-"));
  try {
    declare(made);
    copy(entry, made, folder, new Set());
  } finally {
    rmSync(made, { recursive: true });
  }
}

function declare(folder) {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const project = resolve(import.meta.dirname, "..");
  execFileSync(process.execPath, [compiler, "-p", project, "--outDir", folder], {
    stdio: "inherit",
  });
}

function copy(source, from, to, seen) {
  if (seen.has(source)) return;
  seen.add(source);
  const declared = source.replace(/\.tsx?$/, ".d.ts");
  const text = readFileSync(join(from, relative(web, declared)), "utf8");
  const rewritten = text
    .replace(/^import "[^"]*\.css";\n/gm, "")
    .replace(/((?:from|import)\s*\(?)"([^"]+)"/g, (whole, before, name) => {
      const target = sourceOf(name, source);
      if (!target) return whole;
      copy(target, from, to, seen);
      const path = relative(dirname(source), target).replace(/\.tsx?$/, ".js");
      return `${before}"${path.startsWith(".") ? path : `./${path}`}"`;
    });
  const written = join(to, relative(join(web, "packages"), declared));
  mkdirSync(dirname(written), { recursive: true });
  writeFileSync(written, rewritten);
}

function sourceOf(name, from) {
  if (name.startsWith(".")) return resolve(dirname(from), name);
  const [, own, sub = ""] = /^@hausruf\/([\w-]+)(\/.*)?$/.exec(name) ?? [];
  if (!own) return null;
  const folder = join(web, "packages", own);
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const target = join(folder, exports[`.${sub}`]);
  if (!existsSync(target)) throw new Error(`${from} speaks of ${name}, which is not there`);
  return target;
}
