import type { CallMedia, Leaving } from "@hausruf/api";
import type { Access } from "./access.ts";
import { overMeanwhile, whatBecameOf } from "./aftermath.ts";
import { entryIn, newsOf, notConnectedIn, textIn, type EventName } from "./callEvents.ts";
import { CallRefusal, codeOf, isLineTrouble, type Party } from "./calls.ts";
import { isFree, isGentle, reduce, resting, type CallNews, type CallState } from "./callState.ts";
import type { CallCommand, Line, OpenLine } from "./line.ts";
import { MediaKeeper } from "./mediaKeeper.ts";
import { noMedia, type MediaState, type OpenMedia } from "./mediaLine.ts";
import { outcomeOf } from "./outcome.ts";
import { resumable, rememberCall } from "./resumable.ts";
import { webAudioRinger, type Ringer } from "./tones.ts";

/** What happened once and is worth a message or another look at the log; what lasts is in the state. */
export type CallNotice =
  | { type: "missed"; from: Party; media: CallMedia }
  | { type: "answered-elsewhere" }
  | { type: "log-changed" }
  /** The server knows no session any more. */
  | { type: "signed-out" }
  /** There was no line for a while: what was learned before may be old. */
  | { type: "online" }
  /** Why there is none: the server's code, `unreachable`, or what the page's own back end said. */
  | { type: "no-line"; code: string };

/** Everything that a component may know. */
export type CallSnapshot = { state: CallState; media: MediaState; ringBlocked: boolean };

/** Before there is a line. */
export const noCalls: CallSnapshot = { state: resting, media: noMedia, ringBlocked: false };

/** The edges of the page: what is loaded when needed, and what sounds. */
export type Edges = {
  loadLine: () => Promise<OpenLine>;
  loadMedia: () => Promise<OpenMedia>;
  ringer: (blocked: (isBlocked: boolean) => void) => Ringer;
};

export const browserEdges: Edges = {
  loadLine: () => import("./callSocket.ts").then(({ openLine }) => openLine),
  loadMedia: () => import("./callRoom.ts").then(({ openMedia }) => openMedia),
  ringer: webAudioRinger,
};

/** Ringing calls of one window: events go into {@link reduce}, and what follows from the state is done here. */
export class CallClient {
  private readonly access: Access;
  private readonly edges: Edges;
  private readonly ringer: Ringer;
  private readonly keeper: MediaKeeper;
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(notice: CallNotice) => void>();
  private current: CallSnapshot;
  private line: Line | null = null;
  private userId: string | null = null;
  /** Counts the calls made here, to know one that was cancelled before the server answered. */
  private dialled = 0;

  constructor(access: Access, edges: Edges = browserEdges) {
    this.access = access;
    this.edges = edges;
    this.keeper = new MediaKeeper(edges.loadMedia, {
      freshToken: (call) => this.roomToken(call),
      changed: (media) => this.publish({ ...this.current, media }),
      moved: () => this.apply({ type: "moved-away" }),
      ended: (callId) =>
        this.apply({ type: "ended", callId, outcome: "completed", durationSeconds: null }),
    });
    this.current = noCalls;
    this.ringer = edges.ringer((ringBlocked) => {
      if (ringBlocked !== this.current.ringBlocked) this.publish({ ...this.current, ringBlocked });
    });
  }

  snapshot = () => this.current;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  onNotice = (hearer: (notice: CallNotice) => void) => {
    this.hearers.add(hearer);
    return () => void this.hearers.delete(hearer);
  };

  /** From now on that user can be called here; `null`: nobody, but who talks goes on talking. */
  signedIn(userId: string | null) {
    if (userId === this.userId) return;
    const isOther = userId !== null && this.userId !== null;
    this.userId = userId;
    this.closeLine();
    if (isOther) this.hangUp();
    if (userId === null) return this.apply({ type: "link", link: "signed-out" });
    this.apply({ type: "link", link: "connecting" });
    void this.openLine(userId);
  }

  /**
   * The id of whose address that is in the office.
   * @throws CallRefusal
   */
  find = async (email: string): Promise<string> =>
    textIn(await this.send("find-user", { email }), "userId");

  call = (party: Party, media: CallMedia, contactId?: string | null) => {
    if (!isFree(this.current.state)) return;
    const wanted = { toUserId: party.userId, media, ...(contactId && { contactId }) };
    this.apply({ type: "dialled", party, media });
    void this.dial(++this.dialled, wanted);
  };

  accept = (callId: string) => {
    if (this.current.state.incoming.some((one) => one.callId === callId && !one.answering))
      void this.answer(callId);
  };

  decline = (callId: string) => {
    this.apply({ type: "declined", callId });
    void this.leave(callId, "decline");
  };

  /** Whatever phase one's own call is in. */
  hangUp = () => void this.leaveOwn();

  /** Continues here what is talked in another window. */
  takeOver = () => this.apply({ type: "taken-over" });
  dismiss = () => this.apply({ type: "dismissed" });
  ringAloud = () => this.ringer.unlock();

  /** Of one's own call. */
  get media() {
    return this.keeper;
  }

  private async openLine(userId: string) {
    const open = await this.edges.loadLine();
    if (this.userId !== userId || this.line) return;
    this.line = open({
      server: this.access.server,
      ticket: () => this.ticket(),
      hear: (event, payload) => this.hear(event, payload),
      lost: (refusal) => this.lost(refusal),
    });
  }

  private async ticket(): Promise<string> {
    try {
      return await this.access.ticket();
    } catch (error) {
      const code = codeOf(error);
      this.notice({ type: "no-line", code });
      if (code === "not-signed-in") this.sessionOver();
      throw error;
    }
  }

  private lost(refusal: string | null) {
    this.apply({ type: "link", link: "offline" });
    if (refusal !== null) this.notice({ type: "no-line", code: refusal });
  }

  private async roomToken({ callId, roomName }: { callId: string; roomName: string }) {
    return this.access.roomToken
      ? this.access.roomToken(roomName)
      : textIn(await this.send("join-call", { callId }), "token");
  }

  private sessionOver() {
    this.closeLine();
    this.userId = null;
    this.apply({ type: "link", link: "signed-out" });
    this.notice({ type: "signed-out" });
  }

  private closeLine() {
    this.line?.close();
    this.line = null;
  }

  private hear(event: EventName, payload: unknown) {
    if (event === "signed-out") return this.access.renews ? undefined : this.sessionOver();
    const news = newsOf(event, payload, { now: Date.now(), resumable: resumable() });
    if (!news) return;
    this.noticeOf(news);
    const { state: before } = this.current;
    this.apply(news);
    if (news.type !== "live") return;
    for (const callId of overMeanwhile(before, news.items)) void this.tellWhatBecameOf(callId);
    // Hung up while there was no line: the server has not heard of it yet.
    const { own: now } = this.current.state;
    if (now.phase === "over" && before.own.phase === "over" && now.callId !== null)
      if (news.items.some((call) => call.id === now.callId)) void this.end(now.callId);
    this.notice({ type: "online" });
  }

  private noticeOf(news: CallNews) {
    if (news.type === "answered-elsewhere") this.notice({ type: "answered-elsewhere" });
    if (news.type !== "ended") return;
    const call = this.current.state.incoming.find((one) => one.callId === news.callId);
    if (call && news.outcome !== "declined" && news.outcome !== "completed")
      this.notice({ type: "missed", from: call.from, media: call.media });
    this.notice({ type: "log-changed" });
  }

  private async tellWhatBecameOf(callId: string) {
    const call = await this.access.look?.(callId).catch(() => null);
    const told = call && whatBecameOf(call, this.current.state);
    if (told?.type === "ended") this.apply(told);
    else if (told) this.notice(told);
  }

  private async dial(number: number, wanted: object) {
    try {
      const made = await this.send("initiate-call", wanted);
      const callId = textIn(made, "callId");
      if (notConnectedIn(made))
        this.apply({ type: "presence", of: { [textIn(wanted, "toUserId")]: "offline" } });
      const stillWanted = number === this.dialled && !isFree(this.current.state);
      const endReason = textIn(made, "endReason");
      if (endReason) this.apply({ type: "refused", outcome: outcomeOf(endReason) });
      else if (!stillWanted) void this.leave(callId, "cancel");
      else {
        const toUserId = textIn(wanted, "toUserId");
        const roomName = textIn(made, "roomName");
        this.apply({ type: "initiated", callId, roomName, toUserId, entry: entryIn(made) });
      }
    } catch (error) {
      const code = codeOf(error);
      // The line broke meanwhile: what became of it is told after the next connect.
      if (code === "unanswered" && this.current.state.link !== "online") return;
      if (number === this.dialled) this.apply({ type: "refused", outcome: outcomeOf(code) });
    }
  }

  private async answer(callId: string) {
    this.apply({ type: "answering", callId });
    try {
      await this.leaveOwn();
      const entry = entryIn(await this.send("accept-call", { callId }));
      this.apply({ type: "answered", callId, entry, now: Date.now() });
    } catch (error) {
      const code = codeOf(error);
      // The line broke meanwhile: whether that was the answer is told after the next connect.
      if (code === "unanswered" && this.current.state.link !== "online") return;
      if (code === "answered-elsewhere") this.notice({ type: "answered-elsewhere" });
      this.apply({ type: "answer-refused", callId, again: isLineTrouble(code) });
    }
  }

  private async leaveOwn() {
    const { own } = this.current.state;
    this.apply({ type: "hung-up", now: Date.now() });
    if ("callId" in own && own.phase !== "over") await this.end(own.callId);
  }

  /** While it rings, that cancels. */
  private async end(callId: string) {
    await this.leave(callId, "end");
    this.notice({ type: "log-changed" });
  }

  /**
   * Also without a socket, and of a server that is asked too much: nobody is left in a call that has been hung up, and
   * no telephone rings on. Where the call was decided otherwise, the events say what became of it.
   */
  private async leave(callId: string, how: Leaving, waitsMs = leaveAgainMs) {
    const refused = await this.send(`${how}-call`, { callId }).then(() => null, codeOf);
    if (refused === null || !isLineTrouble(refused)) return;
    const heard = await this.access.leave?.(callId, how).then(
      () => true,
      () => false,
    );
    const [wait, ...later] = waitsMs;
    if (!heard && refused === "too-many" && wait !== undefined)
      setTimeout(() => void this.leave(callId, how, later), wait);
  }

  private send(command: CallCommand, payload: object): Promise<object> {
    return this.line?.send(command, payload) ?? Promise.reject(new CallRefusal("unavailable"));
  }

  private notice(notice: CallNotice) {
    for (const hearer of this.hearers) hearer(notice);
  }

  private apply(news: CallNews) {
    const state = reduce(this.current.state, news);
    if (state === this.current.state) return;
    this.publish({ ...this.current, state });
    const { own, incoming } = state;
    this.keeper.follow(
      own,
      incoming.find((one) => one.answering),
    );
    rememberCall(own);
    const ringing = incoming.filter((one) => !one.answering);
    if (ringing.length > 0) {
      this.keeper.prepare();
      this.ringer.play(isGentle(state) ? "gentle" : "ring");
    } else this.ringer.play(own.phase === "ringing" ? "ringback" : null);
  }

  private publish(next: CallSnapshot) {
    this.current = next;
    for (const listener of this.listeners) listener();
  }
}

/** As long as a telephone rings; what the server counts is forgotten by then. */
const leaveAgainMs = [1_000, 2_000, 4_000, 8_000, 15_000];
