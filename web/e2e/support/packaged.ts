import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const jar = join(dirname(fileURLToPath(import.meta.url)), "../../../dist/hausruf.jar");
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

/** The one file of `./hausruf package`, started as an operator starts it, without an office. */
export class Packaged {
  /** What it has said so far. */
  readonly lines: string[] = [];
  /** Settled when it says that it is ready, or ends before. */
  readonly ready: Promise<void>;
  private readonly child: ChildProcess;

  /**
   * @param place for its data and what it unpacks
   * @param http address that nobody else has
   */
  constructor(place: string, http: string) {
    const child = spawn(java, ["-jar", jar], {
      cwd: place,
      env: {
        ...process.env,
        CACHE_DIRECTORY: join(place, "cache"),
        HAUSRUF_DATA: join(place, "data"),
        HAUSRUF_HTTP: http,
        HAUSRUF_ORIGIN: `http://${http}`,
        HAUSRUF_UDP: "127.0.0.1:0",
        HAUSRUF_SAMPLE: "off",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    createInterface({ input: child.stderr }).on("line", (line) => this.lines.push(line));
    this.ready = new Promise<void>((ready, failed) => {
      createInterface({ input: child.stdout })
        .on("line", (line) => {
          this.lines.push(line);
          if (line.startsWith("ready after")) ready();
        })
        .on("close", () =>
          failed(new Error(`it ended before it was ready:\n${this.lines.join("\n")}`)),
        );
    });
    this.ready.catch(() => {}); // whoever waits for it is told
  }

  get pid(): number {
    if (!this.child.pid) throw new Error(`${java} does not start`);
    return this.child.pid;
  }

  /** To the page that makes the first office. */
  get setUpLink(): string {
    const link = this.lines
      .map((line) => /no office yet: .* at (\S+)/.exec(line)?.[1])
      .find(Boolean);
    if (!link) throw new Error(`no link to the first office:\n${this.lines.join("\n")}`);
    return link;
  }

  /** As a service manager does; the exit code and the signal that it ended by. */
  async stop() {
    const exit = once(this.child, "exit");
    this.child.kill("SIGTERM");
    return await exit;
  }

  /** Whatever went wrong, nothing of it goes on. */
  async end() {
    if (this.child.exitCode !== null || this.child.signalCode) return;
    const exit = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exit;
  }
}
