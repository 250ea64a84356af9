import { dateFormat } from "@hausruf/i18n";

/** A clock on a wall in some zone, as date and time fields of a form hold it. */
export type WallTime = { date: string; time: string };

const minuteMs = 60_000;

/** What the clocks of that zone show. */
export function wallTimeOf(at: Date, timeZone: string): WallTime {
  const parts = dateFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((it) => it.type === type)?.value ?? "";
  return {
    date: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/**
 * When the clocks of that zone show it. What they show twice, as summer time ends, is the first of both; what they never
 * show, as it begins, is as much later as they are put forward.
 */
export function momentOf(wall: WallTime, timeZone: string): Date {
  const asUtc = Date.parse(`${wall.date}T${wall.time}:00Z`);
  const before = asUtc - aheadOf(new Date(asUtc - 24 * 60 * minuteMs), timeZone);
  const after = asUtc - aheadOf(new Date(asUtc + 24 * 60 * minuteMs), timeZone);
  const shows = (at: number) => {
    const shown = wallTimeOf(new Date(at), timeZone);
    return shown.date === wall.date && shown.time === wall.time;
  };
  return new Date(shows(before) || !shows(after) ? before : after);
}

/** Milliseconds that the zone is ahead of UTC. */
function aheadOf(at: Date, timeZone: string): number {
  const wall = wallTimeOf(at, timeZone);
  const minute = Math.floor(at.getTime() / minuteMs) * minuteMs;
  return Date.parse(`${wall.date}T${wall.time}:00Z`) - minute;
}

/** The next half hour, as a form begins with. */
export function nextHalfHour(now: Date): Date {
  const step = 30 * minuteMs;
  return new Date(Math.floor(now.getTime() / step) * step + step);
}
