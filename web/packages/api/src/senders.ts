import { request } from "./request.ts";
import type { MailState, Tenant } from "./types.ts";

/** An address as which the office's mail goes out, as admins see it. */
export type Sender = {
  id: string;
  email: string;
  displayName: string;
  /** None: answers go to whoever invites. */
  replyTo: string | null;
  isDefault: boolean;
  /** None: nobody has used the link yet, and it is not used. */
  verifiedAt: string | null;
  linkExpiresAt: string;
  sendError: string | null;
  mailState: MailState;
  createdAt: string;
};

export type NewSender = {
  email: string;
  displayName: string;
  replyTo?: string;
};

/** A verified one, for whoever invites. */
export type SenderChoice = { id: string; email: string; displayName: string; isDefault: boolean };

const at = (id: string, rest = "") => `/api/senders/${encodeURIComponent(id)}${rest}`;

export const senders = {
  list: () => request<{ items: Sender[] }>("GET", "/api/senders"),
  choices: () => request<{ items: SenderChoice[] }>("GET", "/api/senders/choices"),
  add: (sender: NewSender) => request<Sender>("POST", "/api/senders", sender),
  resend: (id: string) => request<Sender>("POST", at(id, "/resend"), {}),
  makeDefault: (id: string) => request<Sender>("POST", at(id, "/default"), {}),
  remove: (id: string) => request<void>("DELETE", at(id)),
};

/** For whoever reads what is sent to that address. */
export const senderLink = {
  preview: (id: string, token: string) =>
    request<{ email: string; displayName: string; replyTo: string | null; tenant: Tenant }>(
      "POST",
      `/api/sender-links/${encodeURIComponent(id)}/preview`,
      { token },
    ),
  confirm: (id: string, token: string) =>
    request<void>("POST", `/api/sender-links/${encodeURIComponent(id)}/confirm`, { token }),
};
