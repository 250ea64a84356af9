import { otherParty, type LiveCall } from "./calls.ts";
import type { CallState, Entry, Incoming, OwnCall } from "./callState.ts";
import type { Resumable } from "./resumable.ts";

/** What the page believed while it had no line, put right by what the server knows. */
export function reconcile(
  state: CallState,
  items: readonly LiveCall[],
  resumable: Resumable | null,
): CallState {
  return {
    ...state,
    link: "online",
    incoming: items.filter((call) => rings(call) && call.direction === "in").map(incomingCall),
    own: ownCall(state, items, resumable),
  };
}

function incomingCall(call: LiveCall): Incoming {
  return {
    callId: call.id,
    roomName: call.roomName,
    from: otherParty(call),
    media: call.media,
    waiting: call.waiting ?? false,
    answering: false, // what was said on a line that broke has not been heard
  };
}

function ownCall(
  { own, incoming }: CallState,
  items: readonly LiveCall[],
  resumable: Resumable | null,
): OwnCall {
  switch (own.phase) {
    case "dialling": {
      // The line broke before the server answered: it may have made the call all the same.
      const made = items.find((call) => rings(call) && isTo(call, own.party.userId));
      if (made) return ringing(made);
      const { party, media } = own;
      const lost = { callId: null, outcome: "unavailable", durationSeconds: null } as const;
      return { phase: "over", party, media, ...lost };
    }
    case "ringing": {
      const now = items.find((call) => call.id === own.callId);
      if (!now) return over(own);
      return rings(now) ? own : { ...own, phase: "talking", answeredAt: answeredAt(now) };
    }
    case "talking":
      return items.some((call) => call.id === own.callId) ? own : over(own);
    case "idle":
    case "over":
    case "elsewhere":
      return answeredHere(incoming, items) ?? notHere(own, items, resumable);
  }
}

/** The line broke before this window heard that its answer came first. */
function answeredHere(
  incoming: CallState["incoming"],
  items: readonly LiveCall[],
): OwnCall | undefined {
  const asked = (call: LiveCall) => incoming.some((one) => one.answering && one.callId === call.id);
  const mine = items.find((call) => call.status === "IN_PROGRESS" && asked(call));
  return mine && { ...facts(mine), phase: "talking", answeredAt: answeredAt(mine) };
}

/** Calls of other windows and devices, and the one that this window was in before it was loaded again. */
function notHere(
  own: Extract<OwnCall, { phase: "idle" | "over" | "elsewhere" }>,
  items: readonly LiveCall[],
  resumable: Resumable | null,
): OwnCall {
  const hungUp = own.phase === "over" ? own.callId : null;
  const others = items.filter((call) => call.id !== hungUp);
  const mine = others.find((call) => call.id === resumable?.callId);
  if (mine && rings(mine) && mine.direction === "out") return ringing(mine, resumable);
  const talked = others.find((call) => call.status === "IN_PROGRESS");
  if (!talked) return own.phase === "elsewhere" ? { phase: "idle" } : own;
  return {
    ...facts(talked, mine && resumable),
    phase: talked === mine ? "talking" : "elsewhere",
    answeredAt: answeredAt(talked),
  };
}

function over(own: Extract<OwnCall, { phase: "ringing" | "talking" }>): OwnCall {
  const { callId, party, media } = own;
  const outcome = own.phase === "talking" ? "completed" : "ended";
  return { phase: "over", callId, party, media, outcome, durationSeconds: null };
}

export const rings = ({ status }: LiveCall) => status === "RINGING" || status === "INITIATED";

const isTo = (call: LiveCall, userId: string) =>
  call.direction === "out" && call.toUserId === userId;

function ringing(call: LiveCall, before?: Resumable | null): OwnCall {
  return { ...facts(call, before), phase: "ringing" };
}

function facts(call: LiveCall, before?: Resumable | null) {
  const serverUrl = call.serverUrl ?? before?.serverUrl ?? "";
  const entry: Entry = { serverUrl, token: call.token ?? null, roomOpen: call.roomOpen ?? false };
  const { id: callId, roomName, media } = call;
  return { callId, roomName, media, party: otherParty(call), entry };
}

const answeredAt = (call: LiveCall) => Date.parse(call.answeredAt ?? call.startedAt);
