import { gzipSync } from "node:zlib";
import { build, type Plugin, type Rolldown } from "vite";

const fileName = "push-worker.js";
const limitKB = 4;

/** Bundles the service worker by itself: one classic script, at an address that never changes. */
export function pushWorker(entry: string): Plugin {
  return {
    name: "push-worker",
    async generateBundle() {
      const source = await bundle(entry);
      const size = gzipSync(source).length / 1000;
      if (size > limitKB) this.error(`${fileName}: ${size.toFixed(1)} kB, ${limitKB} allowed`);
      this.info(`${fileName}: ${size.toFixed(1)} of ${limitKB} kB`);
      this.emitFile({ type: "asset", fileName, source });
    },
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_, answer) => {
        answer.setHeader("Content-Type", "text/javascript");
        void bundle(entry).then((source) => answer.end(source));
      });
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      target: "baseline-widely-available",
      rolldownOptions: { input: entry, output: { format: "iife", entryFileNames: fileName } },
    },
  });
  const { output } = [built].flat()[0] as Rolldown.RolldownOutput;
  return output[0].code;
}
