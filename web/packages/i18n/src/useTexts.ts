import { useTranslation } from "react-i18next";
import { isLanguage, type Language } from "./language.ts";

/** `t("area.key")` and the language it speaks; renders again when the language changes. */
export function useTexts() {
  const { t, i18n } = useTranslation();
  const language: Language = isLanguage(i18n.language) ? i18n.language : "de";
  return { t, language };
}
