import type { Schedule, VideoCall } from "@hausruf/api";
import { wallTimeOf } from "./zonedTime.ts";

export type PlannedCall = VideoCall & { schedule: Schedule };

/** `date` as in `2026-11-21`, in the viewer's zone. */
export type Day = { date: string; calls: PlannedCall[] };

export const isPlanned = (call: VideoCall): call is PlannedCall => call.schedule !== null;

/** In the order in which they come. */
export function daysOf(calls: readonly VideoCall[], timeZone: string): Day[] {
  const days: Day[] = [];
  for (const call of calls.filter(isPlanned)) {
    const { date } = wallTimeOf(new Date(call.schedule.startsAt), timeZone);
    const last = days.at(-1);
    if (last?.date === date) last.calls.push(call);
    else days.push({ date, calls: [call] });
  }
  return days;
}

/** The date of today or of tomorrow. */
export function dateIn(days: number, now: Date, timeZone: string): string {
  const today = wallTimeOf(now, timeZone).date;
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
