import type { Call } from "@hausruf/api";
import { formatDate, type Language, type useTexts } from "@hausruf/i18n";
import { missedOutcomes } from "./callFilter.ts";

type Translate = ReturnType<typeof useTexts>["t"];

/** What became of a call, as the one who looks sees it: what the caller cancelled, the other one missed. */
export type CallOutcome = NonNullable<Call["endReason"]> | "missed" | "ringing" | "talking";

export function outcomeOf(call: Call): CallOutcome {
  if (call.endReason === null) return call.status === "IN_PROGRESS" ? "talking" : "ringing";
  return call.direction === "in" && missedOutcomes.includes(call.endReason)
    ? "missed"
    : call.endReason;
}

export function otherOf(call: Call): { userId: string; name: string } {
  return call.direction === "in"
    ? { userId: call.fromUserId, name: call.fromName }
    : { userId: call.toUserId, name: call.toName };
}

/** Newest first, as they came; each day once. */
export function byDay(calls: readonly Call[]): { day: Date; calls: Call[] }[] {
  const groups = new Map<string, { day: Date; calls: Call[] }>();
  for (const call of calls) {
    const day = new Date(call.startedAt);
    const group = groups.get(day.toDateString()) ?? { day, calls: [] };
    group.calls.push(call);
    groups.set(day.toDateString(), group);
  }
  return [...groups.values()];
}

/** "Heute, 19.11.2026" */
export function dayName(day: Date, now: Date, t: Translate, language: Language): string {
  const date = formatDate(day, language);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return t("calls.dayToday", { date });
  if (day.toDateString() === yesterday.toDateString()) return t("calls.dayYesterday", { date });
  return date;
}
