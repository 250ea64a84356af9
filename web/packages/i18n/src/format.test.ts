import { describe, expect, it } from "vitest";
import { formatDuration, formatTimer } from "./duration.ts";
import { formatDay } from "./format.ts";
import { switchLanguage } from "./i18n.ts";

const now = new Date("2026-11-19T13:40:00Z"); // 14:40 in Berlin, where tests run

describe("a day", () => {
  it.each([
    ["2026-11-19T13:05:00Z", "de", "Heute, 14:05 Uhr"],
    ["2026-11-18T23:30:00Z", "de", "Heute, 00:30 Uhr"],
    ["2026-11-18T22:30:00Z", "de", "Mi., 18.11.2026, 23:30"],
    ["2026-11-20T08:30:00Z", "de", "Fr., 20.11.2026, 09:30"],
    ["2026-11-20T08:30:00Z", "en", "Fri 20 Nov 2026, 09:30"],
    ["2026-11-19T13:05:00Z", "en", "Today, 14:05"],
  ] as const)("%s in %s is %s", (at, language, text) => {
    switchLanguage(language);
    expect(formatDay(new Date(at), now, language)).toBe(text);
    switchLanguage("de");
  });
});

describe("a duration", () => {
  it.each([
    [0, "0 s"],
    [59.4, "59 s"],
    [59.6, "59 s"],
    [60, "1 min"],
    [3599, "59 min"],
    [3870, "1 h 04 min"],
    [90_000, "25 h 00 min"],
  ])("of %d seconds is %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it("runs as a timer and never below zero", () => {
    expect(formatTimer(2537.9)).toBe("00:42:17");
    expect(formatTimer(-3)).toBe("00:00:00");
  });
});
