import type { Language } from "@hausruf/i18n/language";

/** By the element's own `lang`, else the page's, else the browser's; German for any German, English for the rest. */
export function languageOf(element: Element): Language {
  const nearest = element.closest("[lang]")?.getAttribute("lang");
  const wanted = nearest || document.documentElement.lang || navigator.language;
  return /^de\b/i.test(wanted) ? "de" : "en";
}
