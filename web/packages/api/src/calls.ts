import { request } from "./request.ts";
import type { Page } from "./types.ts";

export type CallMedia = "audio" | "video";

export type CallStatus =
  | "INITIATED"
  | "RINGING"
  | "IN_PROGRESS"
  | "COMPLETED"
  | "MISSED"
  | "FAILED";

export type EndReason = "completed" | "declined" | "busy" | "cancelled" | "no-answer" | "failed";

export type Presence = "available" | "in-call" | "do-not-disturb" | "offline";

/** A ringing call, seen by one of its two parties. */
export type Call = {
  id: string;
  roomName: string;
  fromUserId: string;
  fromName: string;
  toUserId: string;
  toName: string;
  contactId: string | null;
  media: CallMedia;
  status: CallStatus;
  endReason: EndReason | null;
  startedAt: string;
  ringUntil: string;
  answeredAt: string | null;
  endedAt: string | null;
  durationSeconds: number | null;
  direction: "in" | "out";
};

/** A call as the log has it. */
export type LoggedCall = Call & {
  /** What the media side has said of the call; null until it has. */
  roomSid: string | null;
  participantIdentity: string | null;
  trackSid: string | null;
  recordingUrl: string | null;
};

export type Contact = {
  id: string;
  kind: "contact" | "lead";
  name: string;
  company: string | null;
  phone: string | null;
  email: string | null;
  /** Who of the office this is; only they can be rung. */
  linkedUserId: string | null;
  presence: Presence | null;
};

/** As typed; what is empty is not known. */
export type ContactEntry = {
  kind: Contact["kind"];
  name: string;
  company: string;
  phone: string;
  email: string;
  linkedUserId: string;
};

export type Colleague = { id: string; displayName: string; email: string; presence: Presence };

export type CallFilter = {
  direction?: "in" | "out";
  /** The other party's user id. */
  with?: string;
  outcome?: readonly EndReason[];
  /** Started at or after; ISO 8601. */
  from?: string;
  /** Talked at least that long. */
  minSeconds?: number;
};

/** What rings here, what rings there, and whatever is not over. */
export type Leaving = "decline" | "cancel" | "end";

/** For the socket of ringing calls: good once, for a minute. */
export type Ticket = { token: string; expiresAt: string };

const at = (callId: string, rest: string) => `/api/calls/${encodeURIComponent(callId)}${rest}`;

export const calls = {
  list: (filter: CallFilter, cursor: string | null, limit: number) => {
    const query = new URLSearchParams({ limit: String(limit) });
    const { outcome, ...plain } = filter;
    for (const [name, value] of Object.entries(plain)) if (value) query.set(name, String(value));
    if (outcome?.length) query.set("outcome", outcome.join(","));
    if (cursor) query.set("cursor", cursor);
    return request<Page<LoggedCall>>("GET", `/api/calls?${query}`);
  },
  one: (callId: string) => request<{ call: LoggedCall }>("GET", at(callId, "")),
  missed: () => request<{ count: number }>("GET", "/api/calls/missed"),
  missedSeen: () => request<void>("POST", "/api/calls/missed/seen", {}),
  leave: (callId: string, how: Leaving) =>
    request<{ call: LoggedCall }>("POST", at(callId, `/${how}`), {}),
  /** A fresh token for the room of a call that one is already in. */
  token: (roomName: string) =>
    request<{ token: string; roomName: string }>("POST", "/api/livekit/token", { roomName }),
  ticket: () => request<Ticket>("POST", "/api/session/ticket", {}),
};

export const people = {
  colleagues: () => request<{ items: Colleague[] }>("GET", "/api/users"),
  contacts: (q: string, cursor: string | null, limit: number) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (q) query.set("q", q);
    if (cursor) query.set("cursor", cursor);
    return request<Page<Contact>>("GET", `/api/contacts?${query}`);
  },
  addContact: (entry: ContactEntry) =>
    request<{ contact: Contact }>("POST", "/api/contacts", entry),
  changeContact: (id: string, entry: ContactEntry) =>
    request<{ contact: Contact }>("PATCH", `/api/contacts/${encodeURIComponent(id)}`, entry),
  deleteContact: (id: string) => request<void>("DELETE", `/api/contacts/${encodeURIComponent(id)}`),
};

/** As colleagues see oneself, and what one has chosen, which may not show. */
export type OwnPresence = { presence: Presence; doNotDisturb: boolean };

export const ownPresence = {
  get: () => request<OwnPresence>("GET", "/api/presence"),
  set: (doNotDisturb: boolean) => request<OwnPresence>("PUT", "/api/presence", { doNotDisturb }),
};
