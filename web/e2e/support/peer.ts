import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const peers = join(dirname(fileURLToPath(import.meta.url)), "../peers");

export interface Heard {
  audioFrames: number;
  loudest: number;
  videoFrames: number;
  width: number;
  height: number;
}

/** One of LiveKit's own SDKs in a process of its own; see `peers/`. */
export class Peer {
  heard: Heard = { audioFrames: 0, loudest: 0, videoFrames: 0, width: 0, height: 0 };
  connectedMillis: number | undefined;
  published = false;
  disconnected: string | undefined;
  errors = "";

  private readonly process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.process = process;
    if (process.stdout) {
      createInterface({ input: process.stdout }).on("line", (line) => this.told(line));
    }
    process.stderr?.on("data", (chunk) => (this.errors += chunk));
  }

  static node(url: string, token: string): Peer {
    return new Peer(spawn(process.execPath, [join(peers, "peer.mjs"), url, token]));
  }

  /** Guests who neither send nor receive, all in one process; `published` once everybody stands in the room. */
  static onlookers(entries: readonly { serverUrl: string; token: string }[]): Peer {
    const given = entries.flatMap(({ serverUrl, token }) => [serverUrl, token]);
    return new Peer(spawn(process.execPath, [join(peers, "onlooker.mjs"), ...given]));
  }

  static python(url: string, token: string): Peer {
    const interpreter = join(peers, ".venv/bin/python");
    return new Peer(spawn(interpreter, [join(peers, "peer.py"), url, token]));
  }

  async end() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
  }

  private told(line: string) {
    if (!line.startsWith("{")) return;
    const news = JSON.parse(line);
    if ("audioFrames" in news) this.heard = news;
    else Object.assign(this, news);
  }
}
