import { request, rememberCsrfToken } from "./request.ts";
import type { InviteMail, MailState, Session, Tenant, User } from "./types.ts";

export type Role = User["role"];

/** Somebody with an account, as admins see them. */
export type Account = User & {
  active: boolean;
  /** Needs a code to sign in. */
  secondFactor: boolean;
  lastSeenAt: string | null;
};

/** A colleague who was asked to come and has not yet. */
export type UserInvite = {
  id: string;
  email: string;
  role: Role;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
  /** Empty until the mail server took it. */
  sentAt: string | null;
  sendError: string | null;
  mailState: MailState;
  /** No mail server is configured: the mail can be read here. */
  mailInApp: boolean;
};

export type People = { people: Account[]; invites: UserInvite[] };

export type NewOffice = {
  officeName: string;
  displayName: string;
  email: string;
  password: string;
  timeZone: string;
  language: Language;
};

/** Whether signing in takes a second step. */
export type SecondFactor = { on: boolean; since: string | null; recoveryCodesLeft: number };

/** One of one's own sign-ins. */
export type SignIn = {
  id: string;
  client: string;
  network: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
};

type Language = "de" | "en";

async function signedIn(answer: Promise<Session>): Promise<Session> {
  const session = await answer;
  rememberCsrfToken(session.csrfToken);
  return session;
}

const at = (...path: string[]) => path.map(encodeURIComponent).join("/");

/** The first office of an installation, by the link that the start prints. */
export const setUp = {
  check: (token: string) => request<void>("POST", "/api/setup/preview", { token }),
  make: (token: string, office: NewOffice) =>
    signedIn(request<Session>("POST", "/api/setup", { token, ...office })),
};

/** For who was asked into an office. */
export const userInvite = {
  preview: (id: string, token: string) =>
    request<{ email: string; tenant: Tenant }>("POST", `/api/user-invites/${at(id)}/preview`, {
      token,
    }),
  accept: (id: string, token: string, displayName: string, password: string) =>
    signedIn(
      request<Session>("POST", `/api/user-invites/${at(id)}/accept`, {
        token,
        displayName,
        password,
      }),
    ),
};

export const passwordReset = {
  /** @returns whether mail can go out at all; not whether there is such an account */
  ask: (email: string, locale: Language) =>
    request<{ byMail: boolean }>("POST", "/api/password-resets", { email, locale }),
  preview: (id: string, token: string) =>
    request<{ tenant: Tenant }>("POST", `/api/password-resets/${at(id)}/preview`, { token }),
  use: (id: string, token: string, password: string) =>
    request<void>("POST", `/api/password-resets/${at(id)}`, { token, password }),
};

/** The accounts of the office; for admins. */
export const accounts = {
  list: () => request<People>("GET", "/api/people"),
  changeRole: (id: string, role: Role) =>
    request<Account>("PUT", `/api/people/${at(id)}/role`, { role }),
  deactivate: (id: string) => request<Account>("POST", `/api/people/${at(id)}/deactivate`),
  activate: (id: string) => request<Account>("POST", `/api/people/${at(id)}/activate`),
  switchOffFactor: (id: string) =>
    request<Account>("POST", `/api/people/${at(id)}/second-factor/off`),
  /** In the language of the office. */
  invite: (email: string, role: Role) =>
    request<UserInvite>("POST", "/api/people/invites", { email, role }),
  resend: (id: string) => request<UserInvite>("POST", `/api/people/invites/${at(id)}/resend`),
  withdraw: (id: string) => request<void>("DELETE", `/api/people/invites/${at(id)}`),
  mail: (id: string) => request<InviteMail>("GET", `/api/people/invites/${at(id)}/mail`),
};

export const ownAccount = {
  rename: (displayName: string) => request<User>("PUT", "/api/account", { displayName }),
  /** Null: no page has said it yet. */
  timeZone: () => request<{ timeZone: string | null }>("GET", "/api/account/time-zone"),
  setTimeZone: (timeZone: string) =>
    request<{ timeZone: string }>("PUT", "/api/account/time-zone", { timeZone }),
  changePassword: (currentPassword: string, newPassword: string) =>
    request<void>("POST", "/api/account/password", { currentPassword, newPassword }),
  signIns: () => request<{ items: SignIn[] }>("GET", "/api/account/sessions"),
  end: (id: string) => request<void>("DELETE", `/api/account/sessions/${at(id)}`),
  endOthers: () => request<void>("DELETE", "/api/account/sessions"),
  /** All that the office keeps of oneself: to be saved, not to be read here. */
  data: () => request<Record<string, unknown>>("GET", "/api/account/export"),
};

const factorPath = "/api/account/second-factor";

type RecoveryCodes = { recoveryCodes: string[] };

/** One's own second step of sign-in. */
export const ownFactor = {
  state: () => request<SecondFactor>("GET", factorPath),
  /** @returns what an app needs: the secret to be typed, and what the QR code says */
  begin: (password: string) =>
    request<{ secret: string; uri: string }>("POST", factorPath, { password }),
  confirm: (code: string) => request<RecoveryCodes>("POST", `${factorPath}/confirm`, { code }),
  newCodes: (password: string) =>
    request<RecoveryCodes>("POST", `${factorPath}/recovery-codes`, { password }),
  off: (password: string) => request<void>("POST", `${factorPath}/off`, { password }),
};
