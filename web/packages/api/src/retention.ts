import { request } from "./request.ts";

type Language = "de" | "en";

/** For how many days what has happened is kept; null: for good. */
export type Retention = {
  callLogDays: number | null;
  videoCallDays: number | null;
  webhookDeliveryDays: number | null;
  auditLogDays: number | null;
};

export const retention = {
  read: () => request<Retention>("GET", "/api/retention"),
  write: (rules: Retention) => request<Retention>("PUT", "/api/retention", rules),
};

/** For good. The language is that of the words which stand for the name from then on. */
export const erasure = {
  person: (id: string, locale: Language) =>
    request<void>("POST", `/api/people/${encodeURIComponent(id)}/erase`, { locale }),
  /** @returns nothing, whether there was something of that address or not */
  address: (email: string, locale: Language) =>
    request<void>("POST", "/api/erasures", { email, locale }),
};
