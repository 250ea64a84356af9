import type { Call, EndReason } from "@hausruf/api";

/** Milliseconds since 1970, by this machine's clock. */
export type EpochMs = number;

/** Somebody of the office, at the other end of a call. */
export type Party = { userId: string; name: string };

/** What rings or is talked now, as the server tells it after a connect. */
export type LiveCall = Call & {
  token?: string | null;
  serverUrl?: string | null;
  roomOpen?: boolean;
  waiting?: boolean;
};

/** Refused by the server, or for want of a line to it. */
export class CallRefusal extends Error {
  override readonly name = "CallRefusal";
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const codeOf = (error: unknown) =>
  error instanceof CallRefusal ? error.code : "unavailable";

/** Nobody has decided anything. */
export const isLineTrouble = (code: string) =>
  code === "unavailable" || code === "unanswered" || code === "too-many";

export const otherParty = (call: Call): Party =>
  call.direction === "in"
    ? { userId: call.fromUserId, name: call.fromName }
    : { userId: call.toUserId, name: call.toName };

const reasons = ["completed", "declined", "busy", "cancelled", "no-answer", "failed"] as const;

/** What is not known to this page, for it is older than the server, is over all the same. */
export function endReason(told: unknown): EndReason | "ended" {
  return reasons.find((reason) => reason === told) ?? "ended";
}
