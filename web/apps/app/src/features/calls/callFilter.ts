import type { CallFilter, EndReason } from "@hausruf/api";

export const shows = ["all", "missed", "in", "out"] as const;
export const outcomes = [
  "any",
  "completed",
  "declined",
  "busy",
  "no-answer",
  "cancelled",
  "failed",
] as const;
export const lengths = ["any", "minute", "five-minutes", "quarter-hour", "hour"] as const;
export const periods = ["any", "today", "week", "month"] as const;

type Show = Exclude<(typeof shows)[number], "all">;
type Narrow<Choice> = Exclude<Choice, "any">;
type Outcome = Narrow<(typeof outcomes)[number]>;
type Length = Narrow<(typeof lengths)[number]>;
type Period = Narrow<(typeof periods)[number]>;

/** The page's filters as they stand in its address; what is not there does not narrow. */
export type CallSearch = {
  show?: Show;
  outcome?: Outcome;
  with?: string;
  length?: Length;
  period?: Period;
};

/** Anybody may have written the address. What was missed says how it ended. */
export function callSearch(search: Record<string, unknown>): CallSearch {
  const show = oneOf(shows, search["show"], "all");
  const outcome = show === "missed" ? undefined : oneOf(outcomes, search["outcome"], "any");
  const length = oneOf(lengths, search["length"], "any");
  const period = oneOf(periods, search["period"], "any");
  const { with: person } = search;
  return {
    ...(show && { show }),
    ...(outcome && { outcome }),
    ...(typeof person === "string" && person && { with: person }),
    ...(length && { length }),
    ...(period && { period }),
  };
}

/** Nothing, if it is none of those, or the one that does not narrow. */
function oneOf<Choice extends string, All extends Choice>(
  choices: readonly Choice[],
  value: unknown,
  all: All,
): Exclude<Choice, All> | undefined {
  return choices.find((known): known is Exclude<Choice, All> => known === value && known !== all);
}

/** Nobody answered; what one declined oneself was not missed. */
export const missedOutcomes: readonly EndReason[] = ["no-answer", "cancelled", "busy"];

const days = { today: 0, week: 7, month: 30 };
const minutes = { minute: 1, "five-minutes": 5, "quarter-hour": 15, hour: 60 };

export function filterOf(search: CallSearch, now: Date): CallFilter {
  const { outcome, length, period, with: person } = search;
  const direction = directionOf(search);
  return {
    ...(direction && { direction }),
    ...(search.show === "missed" && { outcome: missedOutcomes }),
    ...(outcome && { outcome: [outcome] }),
    ...(person && { with: person }),
    ...(length && { minSeconds: minutes[length] * 60 }),
    ...(period && { from: daysBefore(now, days[period]).toISOString() }),
  };
}

/** A call from somebody else that nobody answered is called a missed one, however it ended: so those words are one's own. */
function directionOf({ show, outcome }: CallSearch): "in" | "out" | undefined {
  if (show === "missed") return "in";
  return show ?? (outcome && missedOutcomes.includes(outcome) ? "out" : undefined);
}

/** From midnight, so that the same day asks for the same. */
function daysBefore(now: Date, count: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - count);
}
