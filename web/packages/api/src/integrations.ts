import { request } from "./request.ts";
import type { Page } from "./types.ts";

export type CallSettings = {
  /** How long until nobody has answered. */
  ringSeconds: number;
  /** Whether somebody who talks is rung, instead of the caller being told "busy". */
  ringWhenBusy: boolean;
};

export const callSettings = {
  read: () => request<CallSettings>("GET", "/api/call-settings"),
  write: (settings: CallSettings) => request<CallSettings>("PUT", "/api/call-settings", settings),
};

/** With what a program of the office's comes in. */
export type ApiKey = {
  id: string;
  name: string;
  createdBy: string | null;
  createdAt: string;
  /** A day. */
  lastUsedOn: string | null;
};

export const apiKeys = {
  list: () => request<{ items: ApiKey[] }>("GET", "/api/keys"),
  create: (name: string) => request<{ key: ApiKey; secret: string }>("POST", "/api/keys", { name }),
  revoke: (id: string) => request<void>("DELETE", `/api/keys/${encodeURIComponent(id)}`),
};

export type Webhook = {
  id: string;
  url: string;
  enabled: boolean;
  /** Why the server switched it off. */
  disabledReason: "gone" | "failing" | "queue-full" | null;
  failingSince: string | null;
  createdAt: string;
};

/** One event at one webhook, and what became of it. */
export type Delivery = {
  id: string;
  callId: string | null;
  event: string;
  state: "pending" | "delivered" | "failed";
  attempts: number;
  nextAttemptAt: string | null;
  lastAttemptAt: string | null;
  lastStatus: number | null;
  /** The beginning of what was answered, or why nothing was. */
  lastAnswer: string | null;
  createdAt: string;
};

type WithSecret = { webhook: Webhook; secret: string };

const at = (id: string, rest = "") => `/api/webhooks/${encodeURIComponent(id)}${rest}`;

export const webhooks = {
  list: () => request<{ items: Webhook[] }>("GET", "/api/webhooks"),
  create: (url: string) => request<WithSecret>("POST", "/api/webhooks", { url }),
  switch: (id: string, enabled: boolean) =>
    request<{ webhook: Webhook }>("PATCH", at(id), { enabled }),
  newSecret: (id: string) => request<WithSecret>("POST", at(id, "/secret"), {}),
  test: (id: string) => request<{ delivery: Delivery }>("POST", at(id, "/test"), {}),
  delete: (id: string) => request<void>("DELETE", at(id)),
  deliveries: (id: string, cursor: string | null, limit: number) => {
    const query = new URLSearchParams({ limit: String(limit) });
    if (cursor) query.set("cursor", cursor);
    return request<Page<Delivery>>("GET", at(id, `/deliveries?${query}`));
  },
  replay: (id: string, deliveryId: string) =>
    request<{ delivery: Delivery }>(
      "POST",
      at(id, `/deliveries/${encodeURIComponent(deliveryId)}/replay`),
      {},
    ),
};

/** Somebody else whose tokens the office takes. */
export type TokenIssuer = {
  id: string;
  issuer: string;
  audience: string;
  /** None: by a shared secret. */
  jwksUrl: string | null;
  emailClaim: string;
  emailTrusted: boolean;
  tenantClaim: string | null;
  tenantValue: string | null;
  createdAt: string;
};

/** Has an address of keys or a secret, never both. */
export type NewTokenIssuer = {
  issuer: string;
  audience: string;
  jwksUrl?: string;
  secret?: string;
  emailClaim?: string;
  emailTrusted: boolean;
  tenantClaim?: string;
  tenantValue?: string;
};

/** What is left out stays; empty claims are none any more. */
export type TokenIssuerChange = Partial<Omit<NewTokenIssuer, "issuer">>;

export const tokenIssuers = {
  list: () => request<{ items: TokenIssuer[] }>("GET", "/api/token-issuers"),
  add: (issuer: NewTokenIssuer) => request<TokenIssuer>("POST", "/api/token-issuers", issuer),
  change: (id: string, change: TokenIssuerChange) =>
    request<TokenIssuer>("PATCH", `/api/token-issuers/${encodeURIComponent(id)}`, change),
  remove: (id: string) => request<void>("DELETE", `/api/token-issuers/${encodeURIComponent(id)}`),
};

/** Somebody else with whom the office's people sign in. */
export type SignInProvider = {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  hasSecret: boolean;
  emailTrusted: boolean;
  asksSecondFactor: boolean;
  joinDomains: string[];
  /** The sign-in page with its button. */
  link: string;
  createdAt: string;
};

export type ProviderChange = Partial<
  Pick<
    SignInProvider,
    "name" | "clientId" | "emailTrusted" | "asksSecondFactor" | "joinDomains"
  > & { clientSecret: string }
>;

/** `redirectUri` is what the office names to all of them. */
type SignInProviderList = { redirectUri: string; items: SignInProvider[] };

export const signInProviders = {
  list: () => request<SignInProviderList>("GET", "/api/sign-in-providers"),
  add: (provider: ProviderChange & { issuer: string }) =>
    request<SignInProvider>("POST", "/api/sign-in-providers", provider),
  change: (id: string, change: ProviderChange) =>
    request<SignInProvider>("PATCH", `/api/sign-in-providers/${encodeURIComponent(id)}`, change),
  remove: (id: string) =>
    request<void>("DELETE", `/api/sign-in-providers/${encodeURIComponent(id)}`),
};

export const allowedOrigins = {
  list: () => request<{ origins: string[] }>("GET", "/api/allowed-origins"),
  /** In the place of all. */
  replace: (origins: string[]) =>
    request<{ origins: string[] }>("PUT", "/api/allowed-origins", { origins }),
};
