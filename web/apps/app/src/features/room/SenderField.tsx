import "@hausruf/i18n/mail";
import { senders } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

type Props = { value: string | null; onChange: (id: string) => void };

/** As whom the invitation goes out; nothing where there is nothing to choose. */
export function SenderField({ value, onChange }: Props) {
  const { t } = useTexts();
  const id = useId();
  const { data } = useQuery({ queryKey: ["senders", "choices"], queryFn: senders.choices });
  const choices = data?.items ?? [];
  if (choices.length < 2) return null;
  const usual = choices.find((it) => it.isDefault);
  return (
    <div className="field">
      <label htmlFor={id}>{t("mail.from")}</label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          value={value || (usual?.id ?? "")}
          onChange={(event) => onChange(event.target.value)}
        >
          {!usual && <option value="">{t("mail.default")}</option>}
          {choices.map((it) => (
            <option key={it.id} value={it.id}>
              {`${it.displayName} (${it.email})`}
            </option>
          ))}
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
    </div>
  );
}
