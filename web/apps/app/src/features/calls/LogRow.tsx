import type { Call } from "@hausruf/api";
import { CallButton } from "@hausruf/call-react";
import { formatDuration, formatTime, useTexts } from "@hausruf/i18n";
import { OutcomeIcon } from "./OutcomeIcon.tsx";
import { otherOf, outcomeOf } from "./callWords.ts";

/** One call: with whom, how it ended, how long, when, and the way to call back. */
export function LogRow({ call }: { call: Call }) {
  const { t, language } = useTexts();
  const outcome = outcomeOf(call);
  const other = otherOf(call);
  const seconds = call.durationSeconds;
  return (
    <li>
      <OutcomeIcon outcome={outcome} direction={call.direction} />
      <div className="who">
        <strong>{other.name}</strong>
        <span className={outcome === "missed" ? "missed" : undefined}>
          {t(`calls.outcome-${outcome}`)}
        </span>
        <span>{t(`calls.direction-${call.direction}`)}</span>
      </div>
      <span className="duration num">{seconds ? formatDuration(seconds) : null}</span>
      <time className="num" dateTime={call.startedAt}>
        {formatTime(new Date(call.startedAt), language)}
      </time>
      <CallButton
        party={other}
        media={call.media}
        contactId={call.contactId}
        label={t("calls.callBack", { name: other.name })}
      />
    </li>
  );
}
