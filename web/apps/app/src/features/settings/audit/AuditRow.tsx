import type { AuditEntry } from "@hausruf/api";
import { formatDay, useTexts } from "@hausruf/i18n";
import { byWhom, facts } from "./auditWords.ts";

/** One thing that somebody did. */
export function AuditRow({ entry, now }: { entry: AuditEntry; now: Date }) {
  const { t, language } = useTexts();
  const { at, event } = entry;
  const more = facts(t, entry);
  return (
    <li>
      <div className="what">
        <strong className={event === "sign-in-failed" ? "bad" : undefined}>
          {t(`audit.event-${event}`)}
        </strong>
        <span>{byWhom(t, entry)}</span>
        {more && <span>{more}</span>}
      </div>
      <time className="num" dateTime={at}>
        {formatDay(new Date(at), now, language)}
      </time>
    </li>
  );
}
