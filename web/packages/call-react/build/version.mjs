// The product has one version, and Maven keeps it: a package made here is of the server's release.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const pom = resolve(import.meta.dirname, "../../../../pom.xml");

export function productVersion() {
  const text = readFileSync(pom, "utf8");
  const version = /<artifactId>hausruf<\/artifactId>\s*<version>([^<]+)<\/version>/.exec(text)?.[1];
  if (!version) throw new Error(`no version of hausruf in ${pom}`);
  return version;
}
