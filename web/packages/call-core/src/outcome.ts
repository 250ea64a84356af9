import type { Outcome } from "./callState.ts";

const known: readonly Outcome[] = [
  "completed",
  "declined",
  "busy",
  "cancelled",
  "no-answer",
  "failed",
  "caller-busy",
  "not-found",
  "too-many",
];

/**
 * What a server's code means to who called. `invalid` is a call that cannot be, such as one to oneself; all that is not known
 * is a server that cannot be used.
 */
export function outcomeOf(code: string): Outcome {
  if (code === "invalid") return "failed";
  return known.find((one) => one === code) ?? "unavailable";
}
