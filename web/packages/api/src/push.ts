import { request } from "./request.ts";

/** A browser that is told of calls while no page is open. */
export type PushSubscriptionView = {
  id: string;
  label: string;
  language: "de" | "en";
  createdAt: string;
  lastUsedAt: string | null;
};

export const push = {
  /** With which browsers subscribe; base64url. */
  key: () => request<{ key: string }>("GET", "/api/push/key"),
  /** This browser, in the place of what the server knew of it. */
  subscribe: (
    subscription: PushSubscriptionJSON,
    about: { label: string; language: "de" | "en" },
  ) =>
    request<PushSubscriptionView>("POST", "/api/push/subscriptions", {
      endpoint: subscription.endpoint,
      keys: subscription.keys,
      ...about,
    }),
  unsubscribe: (id: string) =>
    request<void>("DELETE", `/api/push/subscriptions/${encodeURIComponent(id)}`),
};
