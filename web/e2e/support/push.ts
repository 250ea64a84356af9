import { type CDPSession, expect, type Page, type Worker } from "@playwright/test";
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "./server.ts";

export interface Pushed {
  headers: IncomingMessage["headers"];
  /** Decrypted, as the browser hands it to the service worker. */
  text: string;
  type: string;
}

/** In the place of a browser maker's push service, with one browser behind it: takes messages and decrypts them. */
export class PushService {
  private readonly pushed: Pushed[] = [];
  private readonly keys = createECDH("prime256v1");
  private readonly auth = randomBytes(16);
  private readonly http = createServer((request, response) => void this.take(request, response));

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.keys.generateKeys();
    service.http.listen(0, "127.0.0.1");
    await once(service.http, "listening");
    return service;
  }

  stop() {
    this.http.close();
  }

  /** From now on the page's browser subscribes here; Chromium without Google's keys has no push service of its own. */
  async serve(page: Page) {
    const { port } = this.http.address() as AddressInfo;
    const subscription = {
      endpoint: `http://127.0.0.1:${port}/browser`,
      keys: {
        p256dh: this.keys.getPublicKey("base64url"),
        auth: this.auth.toString("base64url"),
      },
    };
    await page.addInitScript((json) => {
      const stored = "test.push";
      const made = () => {
        const key = localStorage.getItem(stored) ?? "";
        const bytes = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
        return {
          endpoint: json.endpoint,
          options: {
            applicationServerKey: Uint8Array.from(bytes, (c) => c.codePointAt(0) ?? 0).buffer,
          },
          toJSON: () => json,
          unsubscribe: async () => localStorage.removeItem(stored),
        };
      };
      Object.assign(PushManager.prototype, {
        getSubscription: async () => (localStorage.getItem(stored) ? made() : null),
        subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
          localStorage.setItem(stored, applicationServerKey);
          return made();
        },
      });
    }, subscription);
  }

  /** The next message, which is of that type. */
  async next(type: "incoming-call" | "call-over"): Promise<Pushed> {
    await expect.poll(() => this.pushed.length).toBeGreaterThan(0);
    const [next] = this.pushed.splice(0, 1);
    expect(next?.type).toBe(type);
    return next as Pushed;
  }

  private async take(request: IncomingMessage, response: ServerResponse) {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = this.decrypt(Buffer.concat(parts));
    this.pushed.push({ headers: request.headers, text, type: JSON.parse(text).type });
    response.writeHead(201).end();
  }

  /** RFC 8291, from the browser's side. */
  private decrypt(message: Buffer): string {
    const salt = message.subarray(0, 16);
    const theirs = message.subarray(21, 21 + message.readUInt8(20));
    const own = this.keys.getPublicKey();
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), own, theirs]);
    const secret = derive(this.keys.computeSecret(theirs), this.auth, info, 32);
    const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
    const sealed = message.subarray(21 + theirs.length);
    const aes = createDecipheriv("aes-128-gcm", key, nonce);
    aes.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([aes.update(sealed.subarray(0, -16)), aes.final()]);
    expect(text.at(-1)).toBe(2);
    return text.subarray(0, -1).toString();
  }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, bytes));
}

export interface Shown {
  title: string;
  body: string;
  actions: string[];
  silent: boolean | null;
  requireInteraction: boolean;
}

/** What a browser has besides its pages: a service worker, and the notifications that it shows. */
export class Desk {
  private readonly page: Page;
  private readonly devtools: CDPSession;
  private readonly origin: string;
  private registrationId = "";

  private constructor(page: Page, devtools: CDPSession, origin: string) {
    this.page = page;
    this.devtools = devtools;
    this.origin = origin;
  }

  /** Beside a page of that browser, which may be closed then. */
  static async of(page: Page, server: Server): Promise<Desk> {
    const beside = await page.context().newPage();
    await beside.goto("/early.js"); // of the same origin, and nobody's page
    const desk = new Desk(beside, await page.context().newCDPSession(beside), server.origin);
    desk.devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const one of registrations)
        if (one.scopeURL.endsWith("/portal/") && !one.isDeleted)
          desk.registrationId = one.registrationId;
    });
    await desk.devtools.send("ServiceWorker.enable");
    await expect.poll(() => desk.registrationId).not.toBe("");
    return desk;
  }

  /** As a push service would, when it likes. */
  async deliver({ text }: Pushed) {
    const { origin, registrationId } = this;
    await this.devtools.send("ServiceWorker.deliverPushMessage", {
      origin,
      registrationId,
      data: text,
    });
  }

  notifications(): Promise<Shown[]> {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration("/portal/");
      const shown = (await registration?.getNotifications()) ?? [];
      return shown.map((one) => ({
        title: one.title,
        body: one.body,
        actions: "actions" in one ? (one.actions as { title: string }[]).map((a) => a.title) : [],
        silent: one.silent,
        requireInteraction: one.requireInteraction,
      }));
    });
  }

  /**
   * Clicks the one notification as far as that can be done: no protocol clicks a real one, so the worker is told of a
   * click, and what it would open is answered, not opened.
   *
   * @param action "" for none of its buttons
   */
  async click(action: "accept" | "decline" | "") {
    const worker = await this.worker();
    await worker.evaluate(async (chosen) => {
      const self = globalThis as unknown as ServiceWorkerScope;
      const [notification] = await self.registration.getNotifications();
      self.opened = "";
      self.clients.openWindow = async (path) => void (self.opened = path);
      const click = new self.NotificationEvent("notificationclick", {
        notification,
        action: chosen,
      });
      Object.defineProperty(click, "waitUntil", { value: () => undefined });
      self.dispatchEvent(click);
    }, action);
  }

  /** From now on the worker writes down how loud what it shows is. */
  async watch() {
    const worker = await this.worker();
    await worker.evaluate(() => {
      const self = globalThis as unknown as ServiceWorkerScope;
      const show = self.registration.showNotification.bind(self.registration);
      self.shown = [];
      self.registration.showNotification = async (title, options) => {
        await show(title, options);
        self.shown.push(options?.silent ? "quietly" : "aloud");
      };
    });
  }

  async shown(): Promise<string[]> {
    const worker = await this.worker();
    return worker.evaluate(() => (globalThis as unknown as ServiceWorkerScope).shown);
  }

  /** What the last click would have opened. */
  async opened(): Promise<string> {
    const worker = await this.worker();
    return worker.evaluate(() => (globalThis as unknown as ServiceWorkerScope).opened);
  }

  private async worker(): Promise<Worker> {
    const context = this.page.context();
    const ours = () => context.serviceWorkers().find((one) => one.url().endsWith("push-worker.js"));
    await expect.poll(() => ours() !== undefined).toBe(true);
    return ours() as Worker;
  }
}

interface ServiceWorkerScope extends EventTarget {
  registration: ServiceWorkerRegistration;
  clients: { openWindow: (path: string) => Promise<void> };
  NotificationEvent: new (type: string, of: object) => Event;
  opened: string;
  shown: string[];
}
