import { Languages } from "lucide-react";
import { switchLanguage, useTexts } from "@hausruf/i18n";

/** Switches to the other language; named in that language, for those who cannot read this one. */
export function LanguageButton() {
  const { t, language } = useTexts();
  const other = language === "de" ? "en" : "de";
  return (
    <button
      type="button"
      className="lang"
      aria-label={t("frame.switchLanguage")}
      onClick={() => switchLanguage(other)}
    >
      <Languages className="icon sm" aria-hidden />
      <span lang={other}>{t("frame.otherLanguage")}</span>
    </button>
  );
}
