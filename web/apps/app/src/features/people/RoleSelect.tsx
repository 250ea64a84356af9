import type { Role } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

type Props = {
  label: string;
  /** Only read out: the row says whose it is. */
  hidden?: boolean;
  value: Role;
  busy?: boolean;
  onChange: (role: Role) => void;
};

export function RoleSelect({ label, hidden, value, busy, onChange }: Props) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field role">
      <label htmlFor={id} className={hidden ? "sr-only" : undefined}>
        {label}
      </label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          value={value}
          disabled={busy}
          onChange={(event) => onChange(event.target.value === "admin" ? "admin" : "member")}
        >
          <option value="member">{t("people.member")}</option>
          <option value="admin">{t("people.admin")}</option>
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
    </div>
  );
}
