import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
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
        NODE_OPTIONS: "--network-family-autoselection-attempt-timeout=60000", // see `playwright.config.ts`
        ...(server.engine && { HAUSRUF_MEDIA: server.engine.forProduct.LIVEKIT_URL }),
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit").then(() => {
      throw new Error(`the example page's back end ended before it was ready`);
    });
    await Promise.race([once(child.stdout, "data"), ended]);
    return new Host(port, child);
  }

  /** What it says to somebody who starts it with too little, and ends. */
  static refusal(settings: Record<string, string>, ...options: string[]): string {
    const env = { PATH: process.env.PATH, ...settings };
    const all = { cwd: examples, env, encoding: "utf8" } as const;
    const { status, stderr } = spawnSync(process.execPath, ["host.mjs", ...options], all);
    expect(status).toBe(2);
    return stderr;
  }

  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
  }
}
