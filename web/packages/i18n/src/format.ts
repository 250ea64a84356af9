import { currentLanguage, translate } from "./i18n.ts";
import type { Language } from "./language.ts";

const locales = { de: "de-DE", en: "en-GB" } as const;

type Style = Intl.DateTimeFormatOptions;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a slow phone longer than drawing a row, so none is made twice. */
export function dateFormat(locale: string, style: Style): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(style)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, style);
  formats.set(key, made);
  return made;
}

const clock = { hour: "2-digit", minute: "2-digit" } as const;

/** "14:05" */
export function formatTime(at: Date, language: Language, timeZone?: string): string {
  return dateFormat(locales[language], { ...clock, timeZone }).format(at);
}

/** By a format that a page with times has anyway. */
export const browserZone = (): string =>
  dateFormat(locales[currentLanguage()], clock).resolvedOptions().timeZone;

/** "Samstag, 21. November 2026", "Saturday 21 November 2026" */
export function formatLongDate(at: Date, language: Language, timeZone?: string): string {
  const style = {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone,
  } as const;
  return dateFormat(locales[language], style).format(at);
}

/** "19.11.2026", "19 Nov 2026" */
export function formatDate(at: Date, language: Language): string {
  const style = {
    day: "2-digit",
    month: language === "de" ? "2-digit" : "short",
    year: "numeric",
  } as const;
  return dateFormat(locales[language], style).format(at);
}

/** "Heute, 14:05 Uhr" for today (in the language of the page), else in full: "Fr., 20.11.2026, 09:30". */
export function formatDay(at: Date, now: Date, language: Language): string {
  const time = formatTime(at, language);
  if (at.toDateString() === now.toDateString()) return translate("frame.today", { time });
  const weekday = dateFormat(locales[language], { weekday: "short" }).format(at);
  const dot = language === "de" && !weekday.endsWith(".") ? "." : "";
  return `${weekday}${dot}${language === "de" ? "," : ""} ${formatDate(at, language)}, ${time}`;
}
