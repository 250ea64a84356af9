import type { Contact } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useId } from "react";

type Kind = Contact["kind"];

const kinds: readonly Kind[] = ["contact", "lead"];

export function KindField({ value, change }: { value: Kind; change: (to: Kind) => void }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("contacts.kind")}</label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          value={value}
          onChange={(event) => change(event.target.value === "lead" ? "lead" : "contact")}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`contacts.kind-${kind}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
