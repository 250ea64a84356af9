import type { GuestEntry, InLobby, InvitePreview, Problem, RefusedInvite } from "@hausruf/api";

export type JoinState =
  | { phase: "checking" }
  /** The link is good and still unused; `problem`: the last attempt to use it failed for a passing reason. */
  | { phase: "invited"; preview: InvitePreview; joining: boolean; problem: Problem | null }
  /** The link is used; the host has still to say yes. `isLost`: the last question had no answer at all. */
  | { phase: "waiting"; lobby: InLobby; isLost: boolean }
  | { phase: "inside"; entry: GuestEntry }
  /** Went out by choice and reloaded: goes back in by a click, not by itself. */
  | { phase: "left"; entry: GuestEntry }
  | { phase: "refused"; refusal: Refusal }
  | { phase: "unreachable"; problem: Problem };

type RefusalKind = "expired" | "used" | "revoked" | "declined" | "renewed" | "over" | "invalid";

/** Of an unknown link nothing is told, so there is nothing to show but that. */
export type Refusal = { kind: RefusalKind; told: RefusedInvite };

export type JoinNews =
  | { type: "checking" }
  | { type: "invited"; preview: InvitePreview }
  | { type: "joining" }
  | { type: "waits"; lobby: InLobby }
  | { type: "entered"; entry: GuestEntry }
  | { type: "left"; entry: GuestEntry }
  /** An old link of somebody who has asked for a new one. */
  | { type: "renewed" }
  | { type: "failed"; problem: Problem };

export const checking: JoinState = { phase: "checking" };

export function reduce(state: JoinState, news: JoinNews): JoinState {
  switch (news.type) {
    case "checking":
      return checking;
    case "invited":
      return { phase: "invited", preview: news.preview, joining: false, problem: null };
    case "joining":
      return state.phase === "invited" ? { ...state, joining: true, problem: null } : state;
    case "waits":
      return { phase: "waiting", lobby: news.lobby, isLost: false };
    case "entered":
      return { phase: "inside", entry: news.entry };
    case "left":
      return { phase: "left", entry: news.entry };
    case "renewed":
      return { phase: "refused", refusal: { kind: "renewed", told: {} } };
    case "failed":
      return failed(state, news.problem);
  }
}

/** A refusal is final; anything else leaves what was there, to be tried again. */
function failed(state: JoinState, problem: Problem): JoinState {
  const refusal = refusalOf(problem) ?? unreadable(state, problem);
  if (refusal) return { phase: "refused", refusal };
  if (state.phase === "waiting") return { ...state, isLost: problem.code === "unreachable" };
  return state.phase === "invited"
    ? { ...state, joining: false, problem }
    : { phase: "unreachable", problem };
}

/** Before there is a form, what the server cannot read is the link itself. */
function unreadable(state: JoinState, { code }: Problem): Refusal | null {
  return code === "invalid" && state.phase === "checking" ? { kind: "invalid", told: {} } : null;
}

function refusalOf(problem: Problem): Refusal | null {
  switch (problem.code) {
    case "invite-expired":
      return { kind: "expired", told: problem };
    case "invite-used":
      return { kind: "used", told: problem };
    case "invite-revoked":
      return { kind: "revoked", told: problem };
    case "invite-declined":
      return { kind: "declined", told: problem };
    case "call-over":
      return { kind: "over", told: problem };
    case "call-ended":
      return { kind: "over", told: {} };
    case "invite-unknown":
    case "not-found":
      return { kind: "invalid", told: {} };
    default:
      return null;
  }
}
