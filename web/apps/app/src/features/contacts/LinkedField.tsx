import { people } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { FieldError } from "@hausruf/ui";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { colleaguesKey } from "../calls/index.ts";

type Props = { value: string; isWrong: boolean; change: (to: string) => void };

/** As whom of the office somebody signs in, if they do. */
export function LinkedField({ value, isWrong, change }: Props) {
  const { t } = useTexts();
  const id = useId();
  const { data: team } = useQuery({
    queryKey: colleaguesKey,
    queryFn: people.colleagues,
    select: ({ items }) => items,
  });
  return (
    <div className="field">
      <label htmlFor={id}>{t("contacts.linked")}</label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-hint ${id}-error` : `${id}-hint`}
          value={value}
          onChange={(event) => change(event.target.value)}
        >
          <option value="">{t("contacts.nobodyLinked")}</option>
          {team?.map((one) => (
            <option key={one.id} value={one.id}>
              {one.displayName}
            </option>
          ))}
        </select>
      </div>
      <span className="hint" id={`${id}-hint`}>
        {t("contacts.linkedHint")}
      </span>
      <FieldError id={id} error={isWrong ? t("contacts.wrong-linkedUserId") : undefined} />
    </div>
  );
}
