import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { get } from "node:https";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

/** As `./hausruf` starts them: with their classes ready in an archive. */
const options = `@${join(root, "packaging/java.options")}`;

type Module = "server" | "engine";

/** One of our programs in a process of its own, which can be killed and started again. */
export class Program {
  /** Everything it has printed so far. */
  output = "";
  private readonly jar: string;
  private readonly environment: Record<string, string>;
  private readonly readyAt: string;
  private process: ChildProcess | undefined;

  /**
   * @param module of Maven, whose name the jar has
   * @param readyAt answers 200 as soon as the program can be used
   */
  constructor(module: Module, environment: Record<string, string>, readyAt: string) {
    this.jar = jarOf(module);
    this.environment = environment;
    this.readyAt = readyAt;
  }

  get pid(): number {
    if (!this.process?.pid) throw new Error(`${this.jar} does not run`);
    return this.process.pid;
  }

  /** Does nothing if it runs. */
  async start() {
    if (this.process) return;
    const archive = `-XX:AOTCache=${join(dirname(this.jar), "classes.aot")}`;
    const child = spawn(java, [archive, options, "-jar", this.jar], {
      env: { ...process.env, ...this.environment },
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

  /** Ends as a crash would. */
  async kill() {
    await this.signal("SIGKILL");
  }

  private async signal(signal: NodeJS.Signals) {
    const child = this.process;
    this.process = undefined;
    if (!child || hasEnded(child)) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  private async ready(child: ChildProcess) {
    const patience = AbortSignal.timeout(540_000);
    while (!patience.aborted) {
      if (hasEnded(child)) break;
      if (await answers(this.readyAt)) return;
      await new Promise((again) => setTimeout(again, 100));
    }
    throw new Error(`${this.jar} did not become ready:\n${this.output}`);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** By HTTPS, whoever it says to be: whether a certificate is believed is up to those who come. */
async function answers(url: string): Promise<boolean> {
  if (url.startsWith("http://")) return (await fetch(url).catch(() => undefined))?.ok ?? false;
  return new Promise((answered) => {
    const request = get(url, { rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume();
      answered(answer.statusCode === 200);
    });
    request.on("error", () => answered(false));
  });
}

function jarOf(module: Module) {
  const target = join(root, module, "target");
  const name = new RegExp(`^hausruf-${module}-.*\\.jar$`);
  const jar = readdirSync(target).find((file) => name.test(file));
  if (!jar) throw new Error(`no jar in ${target}: ./hausruf test builds it`);
  return join(target, jar);
}
