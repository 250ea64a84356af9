import { guest, problemOf, type GuestEntry, type InLobby } from "@hausruf/api";
import { loadGuestRoom } from "../room/index.ts";
import { newSecret, remember, remembered, rememberRenewed, wasRenewed } from "./inviteLink.ts";
import { checking, reduce, type JoinNews, type JoinState } from "./joinState.ts";

/** Between two questions in the lobby, at first and after some minutes. */
const askMs = { soon: 2_000, later: 5_000 };
const soonQuestions = 90;

/**
 * Brings a guest from a link into the room. Opening the page only looks; the click claims. Whoever claimed in this
 * browser comes back by its cookie, or by claiming again with the same secret while the first answer is still missing.
 */
export class JoinClient {
  readonly inviteId: string;
  private readonly listeners = new Set<() => void>();
  private current: JoinState = checking;
  /** As long as the page lives, also where the browser keeps no cookie. */
  private secret: string | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private questions = 0;

  constructor(inviteId: string) {
    this.inviteId = inviteId;
  }

  state = () => this.current;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks no more whether one is let in. */
  close() {
    clearTimeout(this.asking);
    this.asking = undefined; // a question that is under way is the last one
  }

  async open() {
    this.close();
    this.apply({ type: "checking" });
    const { token } = remembered(this.inviteId);
    try {
      if (token) await this.look(token);
      else await this.entered(await guest.rejoin(this.inviteId, this.secret));
    } catch (error) {
      this.apply({ type: "failed", problem: problemOf(error) });
    }
  }

  async join(displayName: string) {
    const { token, secret = newSecret() } = remembered(this.inviteId);
    if (!token) return this.open();
    this.apply({ type: "joining" });
    remember(this.inviteId, { token, secret });
    this.secret = secret;
    const claim = { token, rejoinSecret: secret, displayName };
    try {
      const [entry] = await Promise.all([guest.claim(this.inviteId, claim), loadGuestRoom()]);
      await this.entered(entry);
    } catch (error) {
      this.apply({ type: "failed", problem: problemOf(error) });
    }
  }

  /** Into the room by a click after having left it. */
  async enterAgain() {
    this.inside(true);
    await this.open();
  }

  /** From here on a reload leads into the room, or back to its door. */
  inside = (inside: boolean) => remember(this.inviteId, inside ? {} : { left: true });

  /** Whether a new link can be asked for: only with the old one in hand. */
  hasToken(): boolean {
    return remembered(this.inviteId).token !== undefined;
  }

  async askForNewLink() {
    const { token = "" } = remembered(this.inviteId);
    const made = await guest.newLink(this.inviteId, token);
    rememberRenewed(this.inviteId, token);
    return made;
  }

  private async look(token: string) {
    try {
      this.apply({ type: "invited", preview: await guest.preview(this.inviteId, token) });
    } catch (error) {
      const { code } = problemOf(error);
      const renewed = code === "invite-unknown" && wasRenewed(this.inviteId, token);
      if (code !== "invite-used" && !renewed) throw error;
      const entry = await this.usedHere(token).catch(nothingIfRefused);
      if (entry) await this.entered(entry);
      else if (renewed) this.apply({ type: "renewed" });
      else throw error;
    }
  }

  /** Used by whom? If in this browser, it holds the proof. */
  private usedHere(token: string): Promise<GuestEntry | InLobby> {
    const { secret } = remembered(this.inviteId);
    this.secret = secret;
    return secret
      ? guest.claim(this.inviteId, { token, rejoinSecret: secret })
      : guest.rejoin(this.inviteId);
  }

  private async entered(entry: GuestEntry | InLobby) {
    if ("inLobby" in entry) return this.waits(entry);
    await loadGuestRoom();
    const { left } = remembered(this.inviteId);
    this.inside(!left);
    this.apply({ type: left ? "left" : "entered", entry });
  }

  private waits(lobby: InLobby) {
    this.inside(true); // a reload waits on
    this.questions = 0;
    this.apply({ type: "waits", lobby });
    this.askLater();
  }

  private askLater() {
    clearTimeout(this.asking);
    const wait = this.questions++ < soonQuestions ? askMs.soon : askMs.later;
    this.asking = setTimeout(() => void this.ask(), wait);
  }

  private async ask() {
    const own = this.asking;
    try {
      const { state, hostPresent } = await guest.wait(this.inviteId, this.secret);
      if (this.asking !== own || this.current.phase !== "waiting") return;
      const { lobby } = this.current;
      if (state === "admitted") await this.entered(await guest.rejoin(this.inviteId, this.secret));
      else this.apply({ type: "waits", lobby: { ...lobby, hostPresent: hostPresent === true } });
    } catch (error) {
      if (this.asking !== own) return;
      this.apply({ type: "failed", problem: problemOf(error) });
    }
    if (this.asking === own && this.current.phase === "waiting") this.askLater();
  }

  private apply(news: JoinNews) {
    this.current = reduce(this.current, news);
    for (const listener of this.listeners) listener();
  }
}

const noAnswers = new Set<string>([
  "unreachable",
  "unavailable",
  "storage-full",
  "media-server-unreachable",
  "unexpected",
  "request-timeout",
  "headers-too-large",
  "too-many-requests",
]);

/** A refusal is an answer; silence or overload is none, and would wrongly turn away whoever does belong here. */
function nothingIfRefused(error: unknown): null {
  const { code } = problemOf(error);
  if (noAnswers.has(code)) throw error;
  return null;
}
