import { request } from "./request.ts";
import type {
  EndedCall,
  HostEntry,
  Invite,
  InviteMail,
  NewInvite,
  NewVideoCall,
  Page,
  Participant,
  VideoCall,
  VideoCallChange,
  WaitingGuest,
} from "./types.ts";

const root = "/api/video-calls";
const at = (callId: string, rest = "") => `${root}/${encodeURIComponent(callId)}${rest}`;
const invitesAt = (callId: string, inviteId: string, rest: string) =>
  at(callId, `/invites/${encodeURIComponent(inviteId)}${rest}`);

export type VideoCallList = "open" | "unplanned" | "planned" | "past";

export const videoCalls = {
  list: (state: VideoCallList, cursor: string | null, limit: number) => {
    const query = new URLSearchParams({ state, limit: String(limit) });
    if (cursor) query.set("cursor", cursor);
    return request<Page<VideoCall>>("GET", `${root}?${query}`);
  },
  /** Without a title the server names it by date and time, in `locale`. */
  create: (call: NewVideoCall) => request<HostEntry>("POST", root, call),
  one: (callId: string) => request<VideoCall>("GET", at(callId)),
  token: (callId: string) => request<HostEntry>("POST", at(callId, "/token"), {}),
  end: (callId: string) => request<EndedCall>("POST", at(callId, "/end"), {}),
  change: (callId: string, change: VideoCallChange) =>
    request<VideoCall>("PATCH", at(callId), change),
  cancel: (callId: string) => request<VideoCall>("POST", at(callId, "/cancel"), {}),
  /** Of a file for the host's own calendar. */
  calendarPath: (callId: string) => at(callId, "/calendar"),
  participants: (callId: string) =>
    request<{ items: Participant[] }>("GET", at(callId, "/participants")),
};

const lobbyAt = (callId: string, inviteId: string, deed: string) =>
  at(callId, `/lobby/${encodeURIComponent(inviteId)}/${deed}`);

/** Who waits before a call. Deeds answer who still does. */
export const lobby = {
  list: (callId: string) => request<{ items: WaitingGuest[] }>("GET", at(callId, "/lobby")),
  admit: (callId: string, inviteId: string) =>
    request<{ items: WaitingGuest[] }>("POST", lobbyAt(callId, inviteId, "admit"), {}),
  decline: (callId: string, inviteId: string) =>
    request<{ items: WaitingGuest[] }>("POST", lobbyAt(callId, inviteId, "decline"), {}),
};

export const invites = {
  list: (callId: string) => request<{ items: Invite[] }>("GET", at(callId, "/invites")),
  send: (callId: string, invite: NewInvite) =>
    request<Invite>("POST", at(callId, "/invites"), invite),
  resend: (callId: string, inviteId: string) =>
    request<Invite>("POST", invitesAt(callId, inviteId, "/resend"), {}),
  revoke: (callId: string, inviteId: string) =>
    request<Invite>("POST", invitesAt(callId, inviteId, "/revoke"), {}),
  mail: (callId: string, inviteId: string) =>
    request<InviteMail>("GET", invitesAt(callId, inviteId, "/mail")),
};
