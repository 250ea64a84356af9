import { request } from "./request.ts";
import type { GuestEntry, InLobby, InvitePreview } from "./types.ts";

const at = (inviteId: string, rest: string) =>
  `/api/invites/${encodeURIComponent(inviteId)}${rest}`;

/** `mailInApp`: no mail server is configured, the host passes the link on. */
export type NewLink = { mailInApp: boolean };

export type Claim = { token: string; rejoinSecret: string; displayName?: string };

/** `hostPresent`: as long as one waits. */
export type Wait = { state: "waiting" | "admitted"; hostPresent: boolean | null };

const proof = (rejoinSecret: string | undefined) => (rejoinSecret ? { rejoinSecret } : {});

/** What somebody with an invite may do, without an account. */
export const guest = {
  preview: (inviteId: string, token: string) =>
    request<InvitePreview>("POST", at(inviteId, "/preview"), { token }),
  claim: (inviteId: string, claim: Claim) =>
    request<GuestEntry | InLobby>("POST", at(inviteId, "/claim"), claim),
  /** Without a secret the browser's cookie of this invite counts. */
  rejoin: (inviteId: string, rejoinSecret?: string) =>
    request<GuestEntry | InLobby>("POST", at(inviteId, "/rejoin"), proof(rejoinSecret)),
  /** Has the host let one in? The same proof as with `rejoin`. */
  wait: (inviteId: string, rejoinSecret?: string) =>
    request<Wait>("POST", at(inviteId, "/wait"), proof(rejoinSecret)),
  newLink: (inviteId: string, token: string) =>
    request<NewLink>("POST", at(inviteId, "/new-link"), { token }),
};
