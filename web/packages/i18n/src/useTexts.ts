import { useSyncExternalStore } from "react";
import { currentLanguage, onLanguage, translatorOf } from "./i18n.ts";

/** `t("area.key")` and the language it speaks; renders again when the language changes. */
export function useTexts() {
  const language = useSyncExternalStore(onLanguage, currentLanguage);
  return { t: translatorOf(language), language };
}
