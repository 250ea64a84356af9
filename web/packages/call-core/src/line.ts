import type { EventName } from "./callEvents.ts";

export type CallCommand =
  | "initiate-call"
  | "accept-call"
  | "join-call"
  | "find-user"
  | "decline-call"
  | "cancel-call"
  | "end-call";

/** The line to the server, as long as it is wanted. */
export type Line = {
  /**
   * @returns what the server answers
   * @throws CallRefusal with the server's code; `unavailable` without a connection, `unanswered` if it broke meanwhile
   */
  send: (event: CallCommand, payload: object) => Promise<object>;
  close: () => void;
};

export type OpenLine = (around: {
  /** Its origin; empty: the page's own. */
  server: string;
  ticket: () => Promise<string>;
  hear: (event: EventName, payload: unknown) => void;
  /**
   * The connection is gone, or could not be made; it is tried again.
   * @param refusal the server's code, `unreachable` without an answer; `null`: it was there until now
   */
  lost: (refusal: string | null) => void;
}) => Line;
