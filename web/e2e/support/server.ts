import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

/** The product, started as `./hausruf run` starts it: one process, its own ports and data directory. */
export class Server {
  /** Everything the process has printed so far. */
  output = "";
  readonly password = "sample-password-for-tests";
  readonly data = mkdtempSync(join(tmpdir(), "hausruf-e2e-"));
  readonly port: number;
  private readonly settings: Record<string, string>;
  private process: ChildProcess | undefined;

  private constructor(port: number, settings: Record<string, string>) {
    this.port = port;
    this.settings = settings;
  }

  get origin() {
    return `http://localhost:${this.port}`;
  }

  /** Of the Java process; PostgreSQL's are its children. */
  get pid(): number {
    if (!this.process?.pid) throw new Error("the server does not run");
    return this.process.pid;
  }

  /** @param settings more of them, or others than the test's own */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const media = { HAUSRUF_UDP: `127.0.0.1:${await freeUdpPort()}` };
    const server = new Server(await freeTcpPort(), { ...media, ...settings });
    await server.start();
    return server;
  }

  async start() {
    const child = spawn(java, ["-jar", productJar()], {
      env: {
        ...process.env,
        HAUSRUF_HTTP: `127.0.0.1:${this.port}`,
        HAUSRUF_ORIGIN: this.origin,
        HAUSRUF_DATA: this.data,
        HAUSRUF_SAMPLE: "on",
        HAUSRUF_SAMPLE_PASSWORD: this.password,
        ...this.settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    child.stdout.on("data", (chunk) => (this.output += chunk));
    child.stderr.on("data", (chunk) => (this.output += chunk));
    await this.ready(child);
  }

  /** Ends as an administrator would end it. */
  async stop() {
    await this.signal("SIGTERM");
  }

  /** Ends as a crash would; the data directory stays. */
  async kill() {
    await this.signal("SIGKILL");
  }

  async dispose() {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async signal(signal: NodeJS.Signals) {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  private async ready(child: ChildProcess) {
    const patience = AbortSignal.timeout(90_000);
    while (!patience.aborted) {
      if (child.exitCode !== null) break;
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((again) => setTimeout(again, 100));
    }
    throw new Error(`the server did not become ready:\n${this.output}`);
  }
}

function productJar() {
  const target = join(root, "server/target");
  const jar = readdirSync(target).find((name) => /^hausruf-server-.*\.jar$/.test(name));
  if (!jar) throw new Error(`no product jar in ${target}: ./hausruf test builds it`);
  return join(target, jar);
}

async function freeTcpPort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

export async function freeUdpPort(): Promise<number> {
  const probe = createSocket("udp4").bind(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  return port;
}
