import type { Call } from "@hausruf/api";
import type { CallNotice } from "./callClient.ts";
import { otherParty, type LiveCall } from "./calls.ts";
import { rings } from "./reconcile.ts";
import type { CallNews, CallState } from "./callState.ts";

/** The calls that rang or were talked here before the line broke, and do so no more. */
export function overMeanwhile(
  { own, incoming }: CallState,
  items: readonly LiveCall[],
): readonly string[] {
  const rang = incoming.map((one) => one.callId);
  const gone = rang.filter((callId) => !items.some((call) => call.id === callId && rings(call)));
  const isOpen = own.phase === "ringing" || own.phase === "talking";
  return isOpen && !items.some((call) => call.id === own.callId) ? [own.callId, ...gone] : gone;
}

/** How one's own call ended; whether what rang here was missed, or answered elsewhere. */
export function whatBecameOf(
  call: Call,
  { own }: CallState,
): Extract<CallNews, { type: "ended" }> | CallNotice | null {
  const { id: callId, endReason: outcome, durationSeconds, answeredAt, media } = call;
  if ("callId" in own && own.callId === callId)
    return outcome && { type: "ended", callId, outcome, durationSeconds };
  if (call.direction === "out" || outcome === "declined") return null;
  if (answeredAt !== null) return { type: "answered-elsewhere" };
  return { type: "missed", from: otherParty(call), media };
}
