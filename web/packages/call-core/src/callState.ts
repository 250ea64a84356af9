import type { CallMedia, EndReason, Presence } from "@hausruf/api";
import type { EpochMs, LiveCall, Party } from "./calls.ts";
import { reconcile } from "./reconcile.ts";
import type { Resumable } from "./resumable.ts";

/**
 * How one gets into a call's room; without a token a fresh one is asked for, without an address the page's own is it.
 * `roomOpen`: who rings may wait inside.
 */
export type Entry = { serverUrl: string; token: string | null; roomOpen: boolean };

/** The line to the server: nobody can call or be called over it unless it is `online`. */
export type Link = "connecting" | "online" | "offline" | "signed-out";

/** Rings here. `waiting`: gently, because one talks already; `answering`: accepted here, and the server decides. */
export type Incoming = {
  callId: string;
  roomName: string;
  from: Party;
  media: CallMedia;
  waiting: boolean;
  answering: boolean;
};

/**
 * How a call went, as far as this page knows. `ended`: while there was no line, nobody told how; `caller-busy`: one is
 * in another call oneself; `unavailable`, `not-found`, `too-many`: the server did not even try.
 */
export type Outcome =
  | EndReason
  | "ended"
  | "caller-busy"
  | "not-found"
  | "too-many"
  | "unavailable";

type Known = { callId: string; roomName: string; party: Party; media: CallMedia };

export type OwnCall =
  | { phase: "idle" }
  /** `early`: what was told of calls whose ids are not known yet; one of them may be this one's. */
  | { phase: "dialling"; party: Party; media: CallMedia; early: readonly EarlyNews[] }
  | ({ phase: "ringing"; entry: Entry } & Known)
  | ({ phase: "talking"; entry: Entry; answeredAt: EpochMs } & Known)
  /** One's own call, but in another window or on another device. */
  | ({ phase: "elsewhere"; entry: Entry; answeredAt: EpochMs } & Known)
  | {
      phase: "over";
      callId: string | null;
      party: Party;
      media: CallMedia;
      outcome: Outcome;
      durationSeconds: number | null;
    };

export type CallState = {
  link: Link;
  own: OwnCall;
  /** In the order of arrival. */
  incoming: readonly Incoming[];
  /** Of the colleagues of whom something was heard since the page opened. */
  presence: Readonly<Record<string, Presence>>;
};

export type CallNews =
  | { type: "link"; link: Link }
  /** The truth, after every connect; `resumable` is the call that this window was in. */
  | { type: "live"; items: readonly LiveCall[]; resumable: Resumable | null }
  | { type: "dialled"; party: Party; media: CallMedia }
  | { type: "initiated"; callId: string; roomName: string; toUserId: string; entry: Entry }
  | { type: "refused"; outcome: Outcome }
  | { type: "incoming"; call: Omit<Incoming, "answering"> }
  | { type: "answering"; callId: string }
  | { type: "answered"; callId: string; entry: Entry; now: EpochMs }
  | { type: "answer-refused"; callId: string; again: boolean }
  | { type: "accepted"; callId: string; now: EpochMs }
  | { type: "answered-elsewhere"; callId: string }
  | { type: "declined"; callId: string }
  | { type: "hung-up"; now: EpochMs }
  | { type: "ended"; callId: string; outcome: Outcome; durationSeconds: number | null }
  | { type: "moved-away" }
  | { type: "taken-over" }
  | { type: "dismissed" }
  | { type: "presence"; of: Readonly<Record<string, Presence>> };

/** A callee may be quicker than the answer to `initiate-call`. */
type EarlyNews = Extract<CallNews, { type: "accepted" | "ended" }>;

/** More calls of one person do not change in the moment of dialling. */
const mostEarly = 8;

export const resting: CallState = {
  link: "connecting",
  own: { phase: "idle" },
  incoming: [],
  presence: {},
};

/** One call at a time: while one is being made or talked, nobody else can be called. */
export function isFree({ own }: CallState): boolean {
  return own.phase === "idle" || own.phase === "over";
}

/** How it rings: who talks is not to be deafened. */
export function isGentle(state: CallState): boolean {
  return !isFree(state) || state.incoming.every((one) => one.waiting);
}

export function reduce(state: CallState, news: CallNews): CallState {
  switch (news.type) {
    case "link":
      return news.link === "signed-out" ? signedOut(state) : { ...state, link: news.link };
    case "live":
      return reconcile(state, news.items, news.resumable);
    case "dialled":
      return isFree(state)
        ? { ...state, own: { phase: "dialling", party: news.party, media: news.media, early: [] } }
        : state;
    case "initiated":
      return initiated(state, news);
    case "refused":
      return refused(state, news.outcome);
    case "incoming":
      return state.incoming.some((one) => one.callId === news.call.callId)
        ? state
        : { ...state, incoming: [...state.incoming, { ...news.call, answering: false }] };
    case "answering":
      return answering(state, news.callId, true);
    case "answered":
      return answered(state, news);
    case "answer-refused":
      return news.again ? answering(state, news.callId, false) : without(state, news.callId);
    case "accepted":
      return accepted(state, news);
    case "answered-elsewhere":
    case "declined":
      return without(state, news.callId);
    case "hung-up":
      return hungUp(state, news.now);
    case "ended":
      return ended(state, news);
    case "moved-away":
      return state.own.phase === "talking"
        ? { ...state, own: { ...state.own, phase: "elsewhere" } }
        : state;
    case "taken-over":
      return state.own.phase === "elsewhere"
        ? { ...state, own: { ...state.own, phase: "talking", entry: fresh(state.own.entry) } }
        : state;
    case "dismissed":
      return state.own.phase === "over" ? { ...state, own: { phase: "idle" } } : state;
    case "presence":
      return { ...state, presence: { ...state.presence, ...news.of } };
  }
}

/** Who talks goes on talking: a call must not depend on the session. */
function signedOut(state: CallState): CallState {
  const own: OwnCall = state.own.phase === "talking" ? state.own : { phase: "idle" };
  return { ...resting, link: "signed-out", own };
}

function initiated(state: CallState, news: Extract<CallNews, { type: "initiated" }>): CallState {
  const { own } = state;
  if (own.phase !== "dialling" || own.party.userId !== news.toUserId) return state;
  const { callId, roomName, entry } = news;
  const { party, media, early } = own;
  const begun: OwnCall = { phase: "ringing", callId, roomName, party, media, entry };
  return early.filter((one) => one.callId === callId).reduce(reduce, { ...state, own: begun });
}

function kept(state: CallState, news: EarlyNews): CallState {
  const { own } = state;
  if (own.phase !== "dialling") return state;
  return { ...state, own: { ...own, early: [...own.early, news].slice(-mostEarly) } };
}

function refused(state: CallState, outcome: Outcome): CallState {
  const { own } = state;
  if (own.phase !== "dialling") return state;
  const { party, media } = own;
  return {
    ...state,
    own: { phase: "over", callId: null, party, media, outcome, durationSeconds: null },
  };
}

function answering(state: CallState, callId: string, now: boolean): CallState {
  const incoming = state.incoming.map((one) =>
    one.callId === callId ? { ...one, answering: now } : one,
  );
  return { ...state, incoming };
}

function answered(state: CallState, news: Extract<CallNews, { type: "answered" }>): CallState {
  const call = state.incoming.find((one) => one.callId === news.callId);
  if (!call) return state;
  const { callId, roomName, media, from: party } = call;
  const { entry, now: answeredAt } = news;
  return {
    ...without(state, callId),
    own: { phase: "talking", callId, roomName, party, media, entry, answeredAt },
  };
}

/** Told to every device of both: only one of the callee's is answering, and only one of the caller's was ringing. */
function accepted(state: CallState, news: Extract<CallNews, { type: "accepted" }>): CallState {
  const { own } = state;
  if (own.phase === "ringing" && own.callId === news.callId)
    return { ...state, own: { ...own, phase: "talking", answeredAt: news.now } };
  const call = state.incoming.find((one) => one.callId === news.callId);
  if (!call) return kept(state, news);
  return call.answering ? state : without(state, news.callId);
}

/** At once, whatever the line is like; what the server says next makes it exact. */
function hungUp(state: CallState, now: EpochMs): CallState {
  const { own } = state;
  switch (own.phase) {
    case "idle":
    case "over":
      return state;
    case "dialling":
      return { ...state, own: over(own, null, "cancelled", null) };
    case "ringing":
      return { ...state, own: over(own, own.callId, "cancelled", null) };
    case "talking":
      return { ...state, own: over(own, own.callId, "completed", secondsSince(own, now)) };
    case "elsewhere":
      return { ...state, own: { phase: "idle" } };
  }
}

function ended(state: CallState, news: Extract<CallNews, { type: "ended" }>): CallState {
  const rest = without(state, news.callId);
  const { own } = state;
  if (!("callId" in own) || own.callId !== news.callId)
    return rest === state ? kept(state, news) : rest;
  if (own.phase === "elsewhere") return { ...rest, own: { phase: "idle" } };
  return { ...rest, own: over(own, news.callId, news.outcome, news.durationSeconds) };
}

function over(
  { party, media }: { party: Party; media: CallMedia },
  callId: string | null,
  outcome: Outcome,
  durationSeconds: number | null,
): OwnCall {
  return { phase: "over", callId, party, media, outcome, durationSeconds };
}

export function secondsSince({ answeredAt }: { answeredAt: EpochMs }, now: EpochMs): number {
  return Math.max(0, Math.floor((now - answeredAt) / 1_000));
}

/** A token that was good once may not be good again. */
function fresh(entry: Entry): Entry {
  return { ...entry, token: null };
}

function without(state: CallState, callId: string): CallState {
  const incoming = state.incoming.filter((one) => one.callId !== callId);
  return incoming.length === state.incoming.length ? state : { ...state, incoming };
}
