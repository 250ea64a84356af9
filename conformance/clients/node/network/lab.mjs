// The network lab: an engine, browsers beside it, and browsers behind a bad line to it (link.py).
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, createWriteStream, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { AccessToken } from "livekit-server-sdk";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../..");
const logs = join(root, "conformance/target");
// at an address that is this lab's alone
const port = 17_880;
export const turnPort = 13_478;
/** Where media comes by TCP. */
export const mediaTcpPort = 17_881;
const key = ["conformance", "conformance-secret-of-this-run-only"];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Why there can be no lab here, or undefined. */
export function whyNot() {
  if (process.platform !== "linux") return "needs Linux";
  if (process.getuid() !== 0) return "needs root, for a network namespace";
  try {
    accessSync("/dev/net/tun", constants.R_OK | constants.W_OK);
  } catch {
    return "needs /dev/net/tun";
  }
  if (!onPath("ip")) return "needs ip (iproute2)";
  for (const [kind, names] of Object.entries(browsers)) {
    if (!names.some(onPath)) return `needs ${kind}`;
  }
  // as it ends with its input, this is a try
  const tried = spawnSync("python3", [join(here, "link.py")], { input: "" });
  return tried.status === 0 ? undefined : "no network namespace can be made";
}

const browsers = {
  chromium: [process.env.CHROMIUM ?? "chromium", "chromium-browser", "google-chrome"],
  firefox: [process.env.FIREFOX ?? "firefox-esr", "firefox"],
};

function onPath(program) {
  return (process.env.PATH ?? "")
    .split(":")
    .map((folder) => (program.startsWith("/") ? program : join(folder, program)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A program that is asked and answers in lines of JSON, and ends when nobody can ask it any more. */
class Asked {
  constructor(log, command, ...args) {
    this.name = log;
    this.process = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    this.process.stderr.pipe(createWriteStream(join(logs, `network-${log}.log`)));
    this.process.stdin.on("error", () => {}); // it has ended, which who asks is told
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async answer() {
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`${this.name} has ended`);
    return JSON.parse(value);
  }

  ask(question) {
    this.process.stdin.write(`${JSON.stringify(question)}\n`);
    return this.answer();
  }

  async end() {
    this.process.stdin.end();
    if (this.process.exitCode === null && this.process.signalCode === null)
      await once(this.process, "exit");
  }
}

/** A browser; what it is asked to do is a function of page.js. */
class Person {
  constructor(asked) {
    this.asked = asked;
  }

  publish(url, token) {
    return this.does("publish", url, token);
  }

  watch(url, token) {
    return this.does("watch", url, token);
  }

  look() {
    return this.does("look");
  }

  leave() {
    return this.does("leave");
  }

  async does(what, ...args) {
    const { gave, failed } = await this.asked.ask([what, ...args]);
    if (failed) throw new Error(`${this.asked.name}: ${failed}`);
    return gave;
  }

  end() {
    return this.asked.end();
  }
}

export class Lab {
  #all = [];

  static async open() {
    mkdirSync(logs, { recursive: true });
    const lab = new Lab();
    lab.link = lab.#keep(new Asked("link", "python3", join(here, "link.py")));
    Object.assign(lab, await lab.link.answer());
    return lab;
  }

  #keep(asked) {
    this.#all.unshift(asked);
    return asked;
  }

  /** Has the line be as that says; see link.py. Without anything, nothing is in the way. */
  shape(rules = { both: {} }) {
    return this.link.ask(rules);
  }

  /** An engine, at this side's address of the line. */
  async engine(settings = {}) {
    const jars = join(root, "engine/target");
    const jar = readdirSync(jars).find((file) => /^hausruf-engine-.*\.jar$/.test(file));
    // an engine refuses settings that it does not know
    const foreign = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("HAUSRUF_")),
    );
    const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";
    const child = spawn(
      java,
      [`@${join(root, "packaging/java.options")}`, "-jar", join(jars, jar)],
      {
        env: {
          ...foreign,
          HAUSRUF_HTTP: `${this.here}:${port}`,
          HAUSRUF_UDP: `${this.here}:0`,
          HAUSRUF_TCP: `${this.here}:${mediaTcpPort}`,
          HAUSRUF_TURN: `${this.here}:${turnPort}`,
          LIVEKIT_API_KEY: key[0],
          LIVEKIT_API_SECRET: key[1],
          LIVEKIT_WEBHOOK_URLS: "",
          ...settings,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    process.once("exit", () => child.kill()); // it does not notice, as the others do
    const log = createWriteStream(join(logs, "network-engine.log"));
    child.stderr.pipe(log);
    const ready = new Promise((done, failed) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        log.write(`${line}\n`);
        if (line.startsWith("ready")) done();
      });
      child.on("exit", () => failed(new Error("the engine did not start")));
    });
    const running = {
      end: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill();
        await once(child, "exit");
      },
    };
    this.#keep(running);
    await ready;
    this.url = `ws://${this.here}:${port}`;
    return running;
  }

  /** Somebody with nothing in the way. */
  outside(kind, name) {
    return this.#person(name, kind, []);
  }

  /** Somebody behind the line. */
  inside(kind, name) {
    return this.#person(name, kind, ["ip", "netns", "exec", this.namespace]);
  }

  async #person(name, kind, before) {
    const program = browsers[kind].map(onPath).find(Boolean);
    const asked = new Asked(
      name,
      ...before,
      process.execPath,
      join(here, "browser.mjs"),
      kind,
      program,
    );
    this.#keep(asked);
    await asked.answer();
    return new Person(asked);
  }

  token(room, identity) {
    const token = new AccessToken(...key, { identity });
    token.addGrant({ roomJoin: true, roomCreate: true, room });
    return token.toJwt();
  }

  /** Ends everything, the last first. */
  async close() {
    for (const one of this.#all.splice(0)) await one.end();
  }
}
