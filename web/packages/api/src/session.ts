import { ApiError } from "./problem.ts";
import { rememberCsrfToken, request } from "./request.ts";
import type { Session } from "./types.ts";

/** @param code of the second factor, where the account has one */
export async function signIn(
  email: string,
  password: string,
  code?: string | undefined,
): Promise<Session> {
  return remember(await request<Session>("POST", "/api/session", { email, password, code }));
}

/** Signing in with a provider of the office's. */
export const provider = {
  /** What its button says. */
  find: (id: string) =>
    request<{ id: string; name: string }>(
      "GET",
      `/api/sign-in/providers/${encodeURIComponent(id)}`,
    ),
  /** @returns where to go */
  begin: (providerId: string, back: string | undefined) =>
    request<{ location: string }>("POST", "/api/sign-in/oidc/start", { providerId, back }),
  /** The second step, after coming back. */
  prove: async (code: string) =>
    remember(await request<Session>("POST", "/api/sign-in/oidc/code", { code })),
};

/** @returns null when nobody is signed in */
export async function currentSession(): Promise<Session | null> {
  try {
    return remember(await request<Session>("GET", "/api/session"));
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === "not-signed-in") return null;
    throw error;
  }
}

export async function signOut(): Promise<void> {
  await request<void>("DELETE", "/api/session");
  rememberCsrfToken(null);
}

function remember(session: Session): Session {
  rememberCsrfToken(session.csrfToken);
  return session;
}
