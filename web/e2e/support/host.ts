import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./ports.ts";
import type { Server } from "./server.ts";

const examples = join(dirname(fileURLToPath(import.meta.url)), "../../examples");

/** An example page with its back end, under an origin that is neither the product's nor a neighbour of it. */
export class Host {
  readonly origin: string;
  private readonly process: ChildProcess;

  private constructor(port: number, process: ChildProcess) {
    this.origin = `http://crm.localhost:${port}`;
    this.process = process;
  }

  static async start(example: string, server: Server, key: string): Promise<Host> {
    const port = await freePort();
    const child = spawn(process.execPath, ["host.mjs", example, String(port)], {
      cwd: examples,
      env: {
        ...process.env,
        HAUSRUF_SERVER: server.origin,
        HAUSRUF_API_KEY: key,
        ...(server.engine && { HAUSRUF_MEDIA: server.engine.forProduct.LIVEKIT_URL }),
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    return new Host(port, child);
  }

  async stop() {
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
  }
}
