import { request } from "./request.ts";
import type { Page, User } from "./types.ts";

/** Everything that is written down, in the order in which a choice of them is shown. */
export const auditEvents = [
  "signed-in",
  "sign-in-failed",
  "session-ended",
  "other-sessions-ended",
  "renamed",
  "password-changed",
  "password-reset",
  "factor-on",
  "factor-off",
  "factor-reset",
  "recovery-codes-renewed",
  "colleague-invited",
  "colleague-uninvited",
  "colleague-joined",
  "role-changed",
  "activated",
  "deactivated",
  "call-planned",
  "call-changed",
  "call-cancelled",
  "guest-invited",
  "guest-link-renewed",
  "guest-revoked",
  "guest-claimed",
  "guest-admitted",
  "guest-declined",
  "branding-changed",
  "call-rules-changed",
  "origins-changed",
  "key-created",
  "key-revoked",
  "issuer-added",
  "issuer-changed",
  "issuer-removed",
  "identity-linked",
  "sender-added",
  "sender-verified",
  "sender-preferred",
  "sender-removed",
  "provider-added",
  "provider-changed",
  "provider-removed",
  "webhook-created",
  "webhook-changed",
  "webhook-secret-renewed",
  "webhook-deleted",
  "retention-changed",
  "retention-applied",
  "person-erased",
  "contact-deleted",
  "own-data-exported",
  "office-made",
  "office-exported",
  "office-imported",
] as const;

export type AuditEvent = (typeof auditEvents)[number];

type Role = User["role"];

/** Who did what; names are as they were then, and gone of who was erased. */
export type AuditEntry = {
  id: string;
  at: string;
  event: AuditEvent;
  /** Of a guest there is the id of the invite and no name. */
  actor: {
    kind: "user" | "guest" | "operator" | "system" | "unknown";
    id: string | null;
    name: string | null;
  };
  object: {
    kind:
      | "office"
      | "user"
      | "session"
      | "user-invite"
      | "contact"
      | "key"
      | "webhook"
      | "invite"
      | "video-call"
      | "token-issuer"
      | "sign-in-provider"
      | "sender"
      | "person";
    id: string;
    name: string | null;
  };
  detail: {
    network?: string;
    proof?:
      | "password"
      | "code"
      | "recovery-code"
      | "link"
      | "provider"
      | "provider-code"
      | "provider-recovery-code";
    /** By which they came, as it was called then. */
    provider?: string;
    /** Of a sign-in service. */
    issuer?: string;
    trusted?: "true" | "false";
    factor?: "true" | "false";
    /** With commas. */
    domains?: string;
    wrong?: "password" | "code";
    from?: Role;
    to?: Role;
    role?: Role;
    /** A name before. */
    was?: string;
    /** With commas. */
    parts?: string;
    count?: string;
    call?: string;
    /** How many went; or for how many days they are kept, or `forever`. */
    calls?: string;
    meetings?: string;
    deliveries?: string;
    lines?: string;
    enabled?: "true" | "false";
  };
};

export const auditLog = {
  list: (event: AuditEvent | null, cursor: string | null, limit: number) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (event) query.set("event", event);
    if (cursor) query.set("cursor", cursor);
    return request<Page<AuditEntry>>("GET", `/api/audit-log?${query}`);
  },
};
