import { push } from "@hausruf/api";
import type { Language } from "@hausruf/i18n";
import { browserDevice, type PushDevice } from "./pushDevice.ts";

/**
 * Whether this browser tells of calls while no page is open. `denied`: the browser keeps us from it; `failed`: it was
 * wanted and did not come about.
 */
export type PushState = "unknown" | "unsupported" | "denied" | "off" | "busy" | "on" | "failed";

/** Who wants it in this browser: it comes back with them when they sign in again, and does not go to anybody else. */
const storageKey = "hausruf.push";

/** Call notifications of this browser: what the person wants, what the browser allows, what the server knows. */
export class PushClient {
  private readonly device: PushDevice;
  private readonly listeners = new Set<() => void>();
  private state: PushState = "unknown";
  private user: { id: string; language: Language } | null = null;
  private subscriptionId: string | null = null;
  /** One after the other: what is wanted last is what is. */
  private work: Promise<void> = Promise.resolve();

  constructor(device: PushDevice = browserDevice) {
    this.device = device;
  }

  snapshot = () => this.state;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Who is signed in, and what they read; `null`: nobody, and nobody is told of anything. */
  follow(userId: string | null, language: Language) {
    this.user = userId === null ? null : { id: userId, language };
    return this.queue(() => this.bring());
  }

  /** After a click. */
  turnOn = () =>
    this.queue(async () => {
      if (!this.user || !this.device.isSupported) return;
      this.publish("busy");
      if ((await this.device.askPermission()) === "granted") remember(this.user.id);
      await this.bring();
    });

  turnOff = () =>
    this.queue(async () => {
      this.publish("busy");
      remember(null);
      if (this.subscriptionId) await push.unsubscribe(this.subscriptionId).catch(() => undefined);
      await this.bring();
    });

  private queue(next: () => Promise<void>): Promise<void> {
    const before = this.work;
    this.work = (async () => {
      await before;
      try {
        await next();
      } catch {
        this.publish("failed");
      }
    })();
    return this.work;
  }

  private async bring() {
    if (!this.device.isSupported) return this.publish("unsupported");
    const { user } = this;
    if (user && wantedBy() === user.id && this.device.permission() === "granted")
      return this.bringOn(user.language);
    this.subscriptionId = null;
    await this.device.unsubscribe();
    this.publish(this.device.permission() === "denied" ? "denied" : "off");
  }

  private async bringOn(language: Language) {
    const { key } = await push.key();
    const subscription = await this.device.subscribe(key);
    const { id } = await push.subscribe(subscription, { label: this.device.label(), language });
    this.subscriptionId = id;
    this.publish("on");
  }

  private publish(next: PushState) {
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}

function wantedBy(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // storage is off
  }
}

function remember(userId: string | null) {
  try {
    if (userId === null) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, userId);
  } catch {
    // storage is off: it is forgotten with the page
  }
}

/** Of this window. */
export const pushClient = new PushClient();
