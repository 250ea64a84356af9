import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, expect, type Page } from "@playwright/test";

const peers = join(dirname(fileURLToPath(import.meta.url)), "../peers");
const clientScript = createRequire(import.meta.url).resolve("livekit-client");

/** What a peer says: what it received, and how its own deeds ended. */
export type Said = Record<string, unknown>;

/** What a peer can be told; see `peers/data.mjs`. */
export type Order = { do: "publish" | "text" | "bytes" | "rpc" } & Record<string, unknown>;

/** One of LiveKit's SDKs that talks by data only. */
export interface DataPeer {
  tell(order: Order): Promise<void>;
  said(): Promise<Said[]>;
  end(): Promise<void>;
}

/** Waits until the peer has said something with these fields. */
export async function expectSaid(peer: DataPeer, wanted: Said, timeout = 60_000) {
  await expect
    .poll(async () => await peer.said(), { timeout })
    .toContainEqual(expect.objectContaining(wanted));
}

class ProcessPeer implements DataPeer {
  private readonly lines: Said[] = [];
  private readonly process: ChildProcess;

  constructor(process: ChildProcess) {
    this.process = process;
    if (!process.stdout) throw new Error("a peer without output");
    createInterface({ input: process.stdout }).on("line", (line) => {
      if (line.startsWith("{")) this.lines.push(JSON.parse(line));
    });
  }

  async tell(order: Order) {
    this.process.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  async said() {
    return this.lines;
  }

  async end() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
  }
}

export function nodePeer(url: string, token: string): DataPeer {
  return new ProcessPeer(spawn(process.execPath, [join(peers, "data.mjs"), url, token]));
}

export function pythonPeer(url: string, token: string): DataPeer {
  const interpreter = join(peers, ".venv/bin/python");
  return new ProcessPeer(spawn(interpreter, [join(peers, "data.py"), url, token]));
}

/** livekit-client in a page of its own; our content security policy knows nothing of it. */
export async function browserPeer(
  browser: Browser,
  origin: string,
  url: string,
  token: string,
): Promise<DataPeer> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.addScriptTag({ path: clientScript });
  await page.addScriptTag({ path: join(peers, "data-browser.js") });
  await page.evaluate(([to, as]) => window.dataPeer.connect(to, as), [url, token] as const);
  return new PagePeer(page);
}

class PagePeer implements DataPeer {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  tell(order: Order) {
    return this.page.evaluate((told) => window.dataPeer.obey(told), order);
  }

  said() {
    return this.page.evaluate(() => window.dataPeer.said);
  }

  end() {
    return this.page.context().close();
  }
}

declare global {
  interface Window {
    dataPeer: {
      said: Said[];
      connect(url: string, token: string): Promise<void>;
      obey(order: Order): Promise<void>;
    };
  }
}
