import type { Tenant } from "./types.ts";

/** What the server refuses with (RFC 9457). The interface speaks by `code`, never by `title`. */
export type Problem =
  | { code: "invalid"; errors: FieldError[] }
  | { code: "too-many-requests"; retryAfterSeconds: number }
  | ({ code: InviteRefusal } & RefusedInvite)
  | { code: PlainCode }
  /** No answer at all: offline, or the server is down. */
  | { code: "unreachable" }
  /** An answer nobody planned for. */
  | { code: "unexpected"; status: number };

export type InviteRefusal =
  | "invite-expired"
  | "invite-used"
  | "invite-revoked"
  | "invite-declined"
  | "call-over";

const plainCodes = [
  "not-signed-in",
  "wrong-credentials",
  "code-needed",
  "wrong-code",
  "sign-in-over",
  "provider-unreachable",
  "provider-mismatch",
  "second-factor-on",
  "csrf",
  "forbidden",
  "origin-not-allowed",
  "not-found",
  "request-timeout",
  "upgrade-required",
  "headers-too-large",
  "too-large",
  "invite-unknown",
  "invite-exists",
  "in-lobby",
  "mail-failed",
  "mail-not-configured",
  "sender-not-verified",
  "link-unknown",
  "account-exists",
  "last-admin",
  "still-active",
  "call-ended",
  "not-planned",
  "mail-limit",
  "too-many-guests",
  "answered-elsewhere",
  "caller-busy",
  "unavailable",
  "storage-full",
  "media-server-unreachable",
] as const;
export type PlainCode = (typeof plainCodes)[number];

export type FieldError = { field: string; message: string; allowed: string };

/** Told only to somebody who holds the right token. */
export type RefusedInvite = {
  tenant?: Tenant;
  hostName?: string;
  hostEmail?: string;
  callTitle?: string;
  plannedFor?: string;
  expiresAt?: string;
};

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The problem behind anything that was thrown; a bug counts as unexpected. */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiError ? error.problem : { code: "unexpected", status: 0 };
}

type ProblemDocument = RefusedInvite & {
  code?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
};

/** Reads a refused answer; a body that is no problem document still yields a problem. */
export async function readProblem(response: Response): Promise<Problem> {
  const document = await readDocument(response);
  switch (document.code) {
    case "invalid":
      return { code: "invalid", errors: document.errors ?? [] };
    case "too-many-requests":
      return { code: "too-many-requests", retryAfterSeconds: waitSeconds(document, response) };
    case "invite-expired":
    case "invite-used":
    case "invite-revoked":
    case "invite-declined":
    case "call-over":
      return { ...document, code: document.code };
  }
  const code = plainCodes.find((known) => known === document.code);
  if (code) return { code };
  return response.status === 503
    ? { code: "unavailable" }
    : { code: "unexpected", status: response.status };
}

async function readDocument(response: Response): Promise<ProblemDocument> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? body : {};
}

function waitSeconds(document: ProblemDocument, response: Response): number {
  const seconds = document.retryAfterSeconds ?? Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 1;
}
