import { describe, expect, it } from "vitest";
import { momentOf, nextHalfHour, wallTimeOf } from "./zonedTime.ts";

const iso = (date: string, time: string, zone: string) =>
  momentOf({ date, time }, zone).toISOString();

describe("a time in a zone", () => {
  it.each([
    ["2026-11-21", "14:05", "Europe/Berlin", "2026-11-21T13:05:00.000Z"],
    ["2026-07-21", "14:05", "Europe/Berlin", "2026-07-21T12:05:00.000Z"],
    ["2026-11-21", "00:00", "America/New_York", "2026-11-21T05:00:00.000Z"],
    ["2026-11-21", "23:45", "Asia/Kathmandu", "2026-11-21T18:00:00.000Z"],
    ["2026-11-21", "09:00", "Pacific/Kiritimati", "2026-11-20T19:00:00.000Z"],
    ["2026-11-21", "09:00", "UTC", "2026-11-21T09:00:00.000Z"],
  ])("%s %s in %s is %s, and back", (date, time, zone, moment) => {
    expect(iso(date, time, zone)).toBe(moment);
    expect(wallTimeOf(new Date(moment), zone)).toEqual({ date, time });
  });

  it("that is shown twice is the first, and one that is never shown goes forward", () => {
    expect(iso("2026-10-25", "02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(iso("2027-03-28", "02:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z");
    expect(iso("2027-03-28", "03:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z");
    expect(iso("2027-03-28", "01:30", "Europe/Berlin")).toBe("2027-03-28T00:30:00.000Z");
  });
});

it("a form begins with the next half hour", () => {
  expect(nextHalfHour(new Date("2026-11-21T13:05:17Z")).toISOString()).toBe(
    "2026-11-21T13:30:00.000Z",
  );
  expect(nextHalfHour(new Date("2026-11-21T13:30:00Z")).toISOString()).toBe(
    "2026-11-21T14:00:00.000Z",
  );
});
