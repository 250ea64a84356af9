import type { CallFilter, EndReason } from "@hausruf/api";

export const shows = ["all", "missed", "in", "out"] as const;
export const periods = ["any", "week", "month"] as const;

type Show = (typeof shows)[number];
type Period = (typeof periods)[number];

/** The page's filters as they stand in its address; what is not there does not narrow. */
export type CallSearch = {
  show?: Exclude<Show, "all">;
  with?: string;
  period?: Exclude<Period, "any">;
};

/** Anybody may have written the address. */
export function callSearch(search: Record<string, unknown>): CallSearch {
  const { show, period, with: person } = search;
  return {
    ...((show === "missed" || show === "in" || show === "out") && { show }),
    ...((period === "week" || period === "month") && { period }),
    ...(typeof person === "string" && person && { with: person }),
  };
}

/** Nobody answered; what one declined oneself was not missed. */
export const missedOutcomes: readonly EndReason[] = ["no-answer", "cancelled", "busy"];

const days = { week: 7, month: 30 };

export function filterOf({ show, period, with: person }: CallSearch, now: Date): CallFilter {
  return {
    ...(show === "missed" && { direction: "in", outcome: missedOutcomes }),
    ...((show === "in" || show === "out") && { direction: show }),
    ...(person && { with: person }),
    ...(period && { from: daysBefore(now, days[period]).toISOString() }),
  };
}

/** From midnight, so that the same day asks for the same. */
function daysBefore(now: Date, count: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - count);
}
