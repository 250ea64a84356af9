import { translate } from "./i18n.ts";
import type { Language } from "./language.ts";

const locales = { de: "de-DE", en: "en-GB" } as const;

/** "14:05" */
export function formatTime(at: Date, language: Language, timeZone?: string): string {
  const style = { hour: "2-digit", minute: "2-digit", timeZone } as const;
  return at.toLocaleTimeString(locales[language], style);
}

/** "Samstag, 21. November 2026", "Saturday 21 November 2026" */
export function formatLongDate(at: Date, language: Language, timeZone?: string): string {
  const style = {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone,
  } as const;
  return at.toLocaleDateString(locales[language], style);
}

/** "19.11.2026", "19 Nov 2026" */
export function formatDate(at: Date, language: Language): string {
  const style = {
    day: "2-digit",
    month: language === "de" ? "2-digit" : "short",
    year: "numeric",
  } as const;
  return at.toLocaleDateString(locales[language], style);
}

/** "Heute, 14:05 Uhr" for today (in the language of the page), else in full: "Fr., 20.11.2026, 09:30". */
export function formatDay(at: Date, now: Date, language: Language): string {
  const time = formatTime(at, language);
  if (at.toDateString() === now.toDateString()) return translate("frame.today", { time });
  const weekday = at.toLocaleDateString(locales[language], { weekday: "short" });
  const dot = language === "de" && !weekday.endsWith(".") ? "." : "";
  return `${weekday}${dot}${language === "de" ? "," : ""} ${formatDate(at, language)}, ${time}`;
}
