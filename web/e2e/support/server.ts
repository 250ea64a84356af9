import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { Program } from "./program.ts";

/** Where the rooms are: in the product, or in our engine alone beside it, as on a LiveKit server. */
export type Media = "embedded" | "remote";

type Settings = Record<string, string>;

/** The product, started as `./hausruf run` starts it: its own ports and data directory. */
export class Server {
  readonly password = "sample-password-for-tests";
  readonly port: number;
  /** Has the rooms, if they are elsewhere. */
  readonly engine: Engine | undefined;
  /** As a command beside it needs them, too. */
  readonly settings: Settings;
  private readonly data = mkdtempSync(join(tmpdir(), "hausruf-e2e-"));
  private readonly product: Program;

  private constructor(port: number, settings: Settings, engine?: Engine) {
    this.port = port;
    this.engine = engine;
    const hasCertificate = settings.HAUSRUF_TLS_CERT !== undefined;
    const own = {
      HAUSRUF_HTTP: `127.0.0.1:${port}`,
      HAUSRUF_ORIGIN: `${hasCertificate ? "https" : "http"}://localhost:${port}`,
      HAUSRUF_DATA: this.data,
      HAUSRUF_SAMPLE: "on",
      HAUSRUF_SAMPLE_PASSWORD: this.password,
    };
    this.settings = { ...own, ...settings };
    // With a certificate it answers to the certificate's name alone.
    const at = hasCertificate ? own.HAUSRUF_ORIGIN : `http://${this.settings.HAUSRUF_HTTP}`;
    this.product = new Program("server", this.settings, `${at}/readyz`);
  }

  /** As people reach it: by itself, or by what stands before it. */
  get origin(): string {
    return this.settings.HAUSRUF_ORIGIN ?? "";
  }

  /** What it has printed so far. */
  get output(): string {
    return this.product.output;
  }

  /** Of the Java process; PostgreSQL's are its children. */
  get pid(): number {
    return this.product.pid;
  }

  /**
   * @param settings more of them, or others than the test's own; those of media reach whatever has it
   */
  static async start(settings: Settings = {}, media: Media = "embedded"): Promise<Server> {
    const { HAUSRUF_UDP, HAUSRUF_TCP, HAUSRUF_MEDIA_ADDRESS, HAUSRUF_TURN, ...ofProduct } =
      settings;
    const ofMedia = {
      HAUSRUF_UDP: HAUSRUF_UDP ?? `127.0.0.1:${await freePort()}`,
      ...(HAUSRUF_TCP && { HAUSRUF_TCP }),
      ...(HAUSRUF_MEDIA_ADDRESS && { HAUSRUF_MEDIA_ADDRESS }),
      ...(HAUSRUF_TURN && { HAUSRUF_TURN }),
    };
    const port = await freePort();
    const engine = media === "remote" ? await Engine.besides(port, ofMedia) : undefined;
    const server = new Server(port, { ...(engine?.forProduct ?? ofMedia), ...ofProduct }, engine);
    try {
      await server.start();
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  start() {
    return this.product.start();
  }

  /** Ends as an administrator would end it. */
  stop() {
    return this.product.stop();
  }

  /** Ends as a crash would; the data directory stays. */
  kill() {
    return this.product.kill();
  }

  async dispose() {
    await this.stop();
    await this.engine?.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Our engine alone, in the place of a LiveKit server; its webhooks go to the product. */
export class Engine extends Program {
  /** With which the product finds it. */
  readonly forProduct: Settings;

  private constructor(address: string, key: Settings, settings: Settings) {
    super("engine", { ...key, ...settings, HAUSRUF_HTTP: address }, `http://${address}/`);
    this.forProduct = { ...key, LIVEKIT_URL: `ws://${address}` };
  }

  static async besides(productPort: number, settings: Settings): Promise<Engine> {
    const key = {
      LIVEKIT_API_KEY: "e2ekey",
      LIVEKIT_API_SECRET: "secret-of-the-end-to-end-tests-only",
    };
    const engine = new Engine(`127.0.0.1:${await freePort()}`, key, {
      ...settings,
      LIVEKIT_WEBHOOK_URLS: `http://127.0.0.1:${productPort}/api/livekit/webhook`,
    });
    await engine.start();
    return engine;
  }
}
