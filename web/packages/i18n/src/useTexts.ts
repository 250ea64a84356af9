import { createContext, useContext, useSyncExternalStore } from "react";
import { currentLanguage, firstLanguage, onLanguage, translatorOf } from "./i18n.ts";
import type { Language } from "./language.ts";

/** What is spoken below, from the first rendering on; `null`: the language of the page. */
export const LanguageContext = createContext<Language | null>(null);

const atFirst = () => firstLanguage;

/** `t("area.key")` and the language it speaks; renders again when the language changes. */
export function useTexts() {
  const ofPage = useSyncExternalStore(onLanguage, currentLanguage, atFirst);
  const language = useContext(LanguageContext) ?? ofPage;
  return { t: translatorOf(language), language };
}
