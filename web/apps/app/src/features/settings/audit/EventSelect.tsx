import { auditEvents } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

type Props = { value: string; onChange: (event: string) => void };

/** Of which event the entries are shown; empty: of all. */
export function EventSelect({ value, onChange }: Props) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field max-w-sm">
      <label htmlFor={id}>{t("audit.event")}</label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t("audit.all")}</option>
          {auditEvents.map((it) => (
            <option key={it} value={it}>
              {t(`audit.event-${it}`)}
            </option>
          ))}
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
    </div>
  );
}
