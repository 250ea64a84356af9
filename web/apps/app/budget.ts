import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const kB = 1000;

/**
 * Fails the build when an entry makes a browser fetch more script than it may (gzip): the entry with all it imports
 * statically. What a page loads when needed, such as the room's media client, does not count.
 */
export function budget(limits: Record<string, number>): Plugin {
  return {
    name: "budget",
    writeBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isEntry) continue;
        const limit = limits[chunk.name];
        const size = sum([...closure(chunk, bundle)].map(({ code }) => gzipSync(code).length)) / kB;
        if (limit === undefined) this.error(`no budget for entry ${chunk.name}`);
        if (size > limit)
          this.error(`${chunk.name}: ${size.toFixed(1)} kB of script, ${limit} allowed`);
        this.info(`${chunk.name}: ${size.toFixed(1)} of ${limit} kB`);
      }
    },
  };
}

function closure(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  seen = new Set<Rolldown.OutputChunk>(),
): Set<Rolldown.OutputChunk> {
  if (seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const name of chunk.imports) {
    const next = bundle[name];
    if (next?.type === "chunk") closure(next, bundle, seen);
  }
  return seen;
}

const sum = (numbers: number[]) => numbers.reduce((total, next) => total + next, 0);
