import { guest, problemOf, type GuestEntry } from "@hausruf/api";
import { loadGuestRoom } from "../room/index.ts";
import { newSecret, remember, remembered } from "./inviteLink.ts";
import { checking, reduce, type JoinNews, type JoinState } from "./joinState.ts";

/**
 * Brings a guest from a link into the room. Opening the page only looks; the click claims. Whoever claimed comes back by
 * the browser's cookie, or by the secret while the claim's answer is still missing.
 */
export class JoinClient {
  readonly inviteId: string;
  private readonly listeners = new Set<() => void>();
  private current: JoinState = checking;

  constructor(inviteId: string) {
    this.inviteId = inviteId;
  }

  state = () => this.current;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async open() {
    this.apply({ type: "checking" });
    const { token, secret, left } = remembered(this.inviteId);
    try {
      if (!token || secret) {
        const entry = await this.comeBack(secret).catch(unless(token));
        if (entry) return this.entered(entry, left);
      }
      if (token) await this.look(token);
    } catch (error) {
      this.apply({ type: "failed", problem: problemOf(error) });
    }
  }

  async join(displayName: string) {
    const { token, secret = newSecret() } = remembered(this.inviteId);
    if (!token) return this.open();
    this.apply({ type: "joining" });
    remember(this.inviteId, { token, secret });
    try {
      const [entry] = await Promise.all([this.claim(token, secret, displayName), loadGuestRoom()]);
      this.entered(entry);
    } catch (error) {
      this.apply({ type: "failed", problem: problemOf(error) });
    }
  }

  /** Into the room by a click after having left it. */
  async enterAgain() {
    this.inside(true);
    await this.open();
  }

  inside = (inside: boolean) => remember(this.inviteId, inside ? {} : { left: true });

  /** Whether a new link can be asked for: only with the old one in hand. */
  hasToken(): boolean {
    return remembered(this.inviteId).token !== undefined;
  }

  async askForNewLink() {
    await guest.newLink(this.inviteId, remembered(this.inviteId).token ?? "");
  }

  private async look(token: string) {
    try {
      this.apply({ type: "invited", preview: await guest.preview(this.inviteId, token) });
    } catch (error) {
      if (problemOf(error).code !== "invite-used") throw error;
      // Used by whom? If in this browser, its cookie opens the room; if not, the first answer stands.
      const entry = await this.comeBack().catch(() => null);
      if (!entry) throw error;
      this.entered(entry);
    }
  }

  private async claim(token: string, secret: string, displayName: string): Promise<GuestEntry> {
    try {
      return await guest.claim(this.inviteId, { token, rejoinSecret: secret, displayName });
    } catch (error) {
      if (problemOf(error).code !== "invite-used") throw error;
      return this.comeBack(secret).catch(() => Promise.reject(error)); // an earlier answer got lost
    }
  }

  private comeBack(secret?: string): Promise<GuestEntry> {
    return guest.rejoin(this.inviteId, secret);
  }

  private entered(entry: GuestEntry, left?: boolean) {
    this.inside(!left);
    this.apply({ type: left ? "left" : "entered", entry });
  }

  private apply(news: JoinNews) {
    this.current = reduce(this.current, news);
    for (const listener of this.listeners) listener();
  }
}

/** With a token in hand a refusal to come back only means: not claimed yet. */
function unless(token: string | undefined) {
  return (error: unknown): null => {
    const { code } = problemOf(error);
    if (token && (code === "invite-unknown" || code === "not-found" || code === "invite-used"))
      return null;
    throw error;
  };
}
