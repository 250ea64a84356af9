import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Certificate } from "./certificate.ts";
import { freePort } from "./ports.ts";

const documentation = readFileSync(
  join(dirname(fileURLToPath(import.meta.url)), "../../../docs/operation.md"),
  "utf8",
);

/** The only example in the documentation that has those words in it. */
function example(words: string): string {
  const blocks = [...documentation.matchAll(/^```\n([^]*?)^```$/gm)].map(
    ([, block]) => block ?? "",
  );
  const [found, ...others] = blocks.filter((block) => block.includes(words));
  if (!found || others.length > 0) throw new Error(`no example, or several, with ${words}`);
  return found;
}

/** In the place of what each operator has of their own; everything has to be there. */
function filledIn(text: string, own: Record<string, string>): string {
  return Object.entries(own).reduce((filled, [theirs, ours]) => {
    if (!filled.includes(theirs)) throw new Error(`nothing says ${theirs} in:\n${filled}`);
    return filled.replaceAll(theirs, ours);
  }, text);
}

export const programs = ["nginx", "caddy"] as const;
type ProgramName = (typeof programs)[number];

/** Debian has servers where only an administrator looks for programs. */
const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;

export function isInstalled(program: ProgramName): boolean {
  return !spawnSync(program, ["-h"], { env: { ...process.env, PATH: path } }).error;
}

/** A reverse proxy before the product, set up as the documentation says. */
export class Proxy {
  readonly port: number;
  private readonly process: ChildProcess;

  private constructor(port: number, process: ChildProcess) {
    this.port = port;
    this.process = process;
  }

  /** What the product is told of it, as the documentation has it. */
  static settings(productPort: number, port: number): Record<string, string> {
    const line = filledIn(example("HAUSRUF_TRUSTED_PROXIES="), {
      "127.0.0.1:8080": `127.0.0.1:${productPort}`,
      "https://office.example": `https://localhost:${port}`,
    });
    return Object.fromEntries(
      line
        .trim()
        .split(/\s+/)
        .map((each) => each.split("=", 2)),
    );
  }

  /** @param folder where it may write */
  static async start(
    program: ProgramName,
    certificate: Certificate,
    folder: string,
    ports: { product: number; proxy: number },
  ): Promise<Proxy> {
    const file = join(folder, program);
    const write = { nginx: nginx, caddy: caddy }[program];
    writeFileSync(file, write(certificate, folder, ports));
    const words = {
      nginx: ["-p", folder, "-e", "stderr", "-c", file],
      caddy: ["run", "--config", file, "--adapter", "caddyfile"],
    };
    const child = spawn(program, words[program], {
      env: {
        ...process.env,
        PATH: path,
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    const proxy = new Proxy(ports.proxy, child);
    const patience = AbortSignal.timeout(60_000);
    while (child.exitCode === null && !patience.aborted) {
      if ((await proxy.ask("GET", "/readyz").catch(() => 0)) === 200) return proxy;
      await new Promise((again) => setTimeout(again, 100));
    }
    await proxy.stop();
    throw new Error(`${program} did not become ready:\n${said}`);
  }

  /**
   * The status of an answer.
   *
   * @param from which of this machine's own addresses
   */
  ask(method: string, page: string, from = "127.0.0.1", headers = {}, body = ""): Promise<number> {
    return new Promise((answered, failed) => {
      const options = {
        host: "127.0.0.1",
        port: this.port,
        servername: "localhost",
        localAddress: from,
        method,
        path: page,
        agent: false,
        rejectUnauthorized: false,
        headers: { host: `localhost:${this.port}`, ...headers },
      };
      const asked = request(options, (answer) => {
        answer.resume();
        answered(answer.statusCode ?? 0);
      });
      asked.on("error", failed);
      asked.end(body);
    });
  }

  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await ended;
  }

  static async ports(): Promise<{ product: number; proxy: number }> {
    return { product: await freePort(), proxy: await freePort() };
  }
}

type Writer = typeof nginx;

/** One process, without the rights and places of a system's service. */
function nginx(
  certificate: Certificate,
  folder: string,
  ports: { product: number; proxy: number },
): string {
  const site = filledIn(example("proxy_pass"), {
    "listen 443 ssl": `listen 127.0.0.1:${ports.proxy} ssl`,
    "/etc/letsencrypt/live/office.example/fullchain.pem": certificate.settings.HAUSRUF_TLS_CERT,
    "/etc/letsencrypt/live/office.example/privkey.pem": certificate.settings.HAUSRUF_TLS_KEY,
    "office.example": "localhost",
    "127.0.0.1:8080": `127.0.0.1:${ports.product}`,
  });
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((what) => `${what}_temp_path ${join(folder, what)};`)
    .join("\n");
  return `daemon off; master_process off; pid ${join(folder, "pid")}; events {}\nhttp {\n${places}\n${site}}\n`;
}

/** With the test's certificate, as nobody would give it one by ACME, and without ports beside its own. */
const caddy: Writer = (certificate, folder, ports) => {
  const { HAUSRUF_TLS_CERT, HAUSRUF_TLS_KEY } = certificate.settings;
  const site = filledIn(example("reverse_proxy"), {
    "office.example {": `localhost:${ports.proxy} {\n\tbind 127.0.0.1\n\ttls ${HAUSRUF_TLS_CERT} ${HAUSRUF_TLS_KEY}`,
    "127.0.0.1:8080": `127.0.0.1:${ports.product}`,
  });
  return `{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n\tstorage file_system ${folder}\n}\n${site}`;
};
