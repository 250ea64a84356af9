import type { CallMedia, Presence } from "@hausruf/api";
import { endReason, type EpochMs, type LiveCall } from "./calls.ts";
import type { CallNews, Entry } from "./callState.ts";
import type { Resumable } from "./resumable.ts";

/**
 * What the page listens to. `call-initiated` says what the answer to `initiate-call` says; the same events under a call's
 * or user's own name are for other clients.
 */
export const events = [
  "live",
  "incoming-call",
  "call-accepted",
  "answered-elsewhere",
  "call-ended",
  "presence",
  "signed-out",
] as const;

export type EventName = (typeof events)[number];

/** The server's events in our words; the one place where what comes over the socket becomes a type. */
export function newsOf(
  event: EventName,
  payload: unknown,
  { now, resumable }: { now: EpochMs; resumable: Resumable | null },
): CallNews | null {
  if (event === "signed-out") return { type: "link", link: "signed-out" };
  const told = typeof payload === "object" && payload !== null ? payload : {};
  const text = (name: string) => textIn(told, name);
  switch (event) {
    case "live":
      return { type: "live", items: itemsIn(told), resumable };
    case "incoming-call":
      return {
        type: "incoming",
        call: {
          callId: text("callId"),
          roomName: text("roomName"),
          from: { userId: text("fromUserId"), name: text("fromName") },
          media: mediaIn(told),
          waiting: "waiting" in told && told.waiting === true,
        },
      };
    case "call-accepted":
      return { type: "accepted", callId: text("callId"), now };
    case "answered-elsewhere":
      return { type: "answered-elsewhere", callId: text("callId") };
    case "call-ended":
      return {
        type: "ended",
        callId: text("callId"),
        outcome: endReason(text("reason")),
        durationSeconds: secondsIn(told),
      };
    case "presence":
      return { type: "presence", of: presenceIn(told) };
  }
}

const presences: readonly Presence[] = ["available", "in-call", "do-not-disturb", "offline"];

export function entryIn(told: object): Entry {
  return {
    serverUrl: textIn(told, "serverUrl"),
    token: textIn(told, "token") || null,
    roomOpen: "roomOpen" in told && told.roomOpen === true,
  };
}

/** Said by the answer to `initiate-call`, when no device of the other's is there to ring. */
export function notConnectedIn(told: object): boolean {
  return "connected" in told && told.connected === false;
}

export function textIn(told: object, name: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(told, name)?.value;
  return typeof value === "string" ? value : "";
}

function mediaIn(told: object): CallMedia {
  return textIn(told, "media") === "video" ? "video" : "audio";
}

function secondsIn(told: object): number | null {
  return "durationSeconds" in told && typeof told.durationSeconds === "number"
    ? told.durationSeconds
    : null;
}

/** What is not known yet is left out: then what was known goes on. */
function presenceIn(told: object): Readonly<Record<string, Presence>> {
  const items: unknown[] = "items" in told && Array.isArray(told.items) ? told.items : [];
  const known = items.flatMap((item) => {
    if (typeof item !== "object" || item === null) return [];
    const presence = presences.find((word) => word === textIn(item, "presence"));
    return presence ? [[textIn(item, "userId"), presence] as const] : [];
  });
  return Object.fromEntries(known);
}

/** As at the REST interface: the server's own tests hold it to the contract. */
function itemsIn(told: object): readonly LiveCall[] {
  return "items" in told && Array.isArray(told.items) ? (told.items as LiveCall[]) : [];
}
