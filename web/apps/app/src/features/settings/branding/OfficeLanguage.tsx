import { languageNames, languages, useTexts, type Language } from "@hausruf/i18n";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

type Props = { language: Language; choose: (language: Language) => void };

/** In which the office writes to people of whom nobody knows what they read. */
export function OfficeLanguage({ language, choose }: Props) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("branding.language")}</label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          value={language}
          onChange={(event) =>
            choose(languages.find((it) => it === event.target.value) ?? language)
          }
        >
          {languages.map((it) => (
            <option key={it} value={it} lang={it}>
              {languageNames[it]}
            </option>
          ))}
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
    </div>
  );
}
