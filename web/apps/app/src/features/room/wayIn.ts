import { problemOf } from "@hausruf/api";
import type { OverReason } from "./roomState.ts";

export type Entry = { serverUrl: string; token: string };

/** How one gets into the room: with what one has, later with a fresh token. */
export type WayIn = { first?: Entry; fresh: () => Promise<Entry> };

/** Why no fresh token will ever come; `null`: worth another try. */
export function refusedFor(error: unknown): OverReason | null {
  switch (problemOf(error).code) {
    case "call-ended":
    case "call-over":
    case "invite-expired":
      return "ended";
    case "not-signed-in":
      return "signed-out";
    case "forbidden":
    case "not-found":
    case "invite-unknown":
    case "invite-used":
    case "invite-revoked":
    case "invite-declined":
    case "in-lobby":
      return "removed";
    default:
      return null;
  }
}

/** Why every attempt failed, as the last one tells. */
export function lostBy(error: unknown): OverReason {
  return problemOf(error).code === "media-server-unreachable" ? "media-away" : "lost";
}

/** Waits before coming back when the media client itself gave up (it tries for most of a minute). */
const waitsMs = [0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000];

/** @returns how long to wait before try `attempt`, or `null` to give up; sooner when one never was inside */
export function waitBefore(attempt: number, wasInside: boolean): number | null {
  return (wasInside ? waitsMs : waitsMs.slice(0, 3))[attempt] ?? null;
}
