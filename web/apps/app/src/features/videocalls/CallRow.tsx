import type { VideoCall } from "@hausruf/api";
import { formatDay, useTexts } from "@hausruf/i18n";
import { Avatar, Badge } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { momentOf, peopleOf } from "./callWords.ts";

const facesShown = 3;

/** One call; its link covers the whole row. */
export function CallRow({ call, now, last }: { call: VideoCall; now: Date; last: ReactNode }) {
  const { t, language } = useTexts();
  const moment = momentOf(call);
  const people = call.people.slice(0, facesShown);
  return (
    <tr role="row">
      <td role="cell" className="title">
        <Link to="/portal/office/videocalls/$callId" params={{ callId: call.id }}>
          {call.title}
        </Link>
      </td>
      <td role="cell" className="status">
        <Badge status={call.status}>{t(`videocalls.${call.status}`)}</Badge>
      </td>
      <td role="cell" className="date num">
        <time dateTime={moment.toISOString()}>{formatDay(moment, now, language)}</time>
      </td>
      <td role="cell" className="people">
        <div>
          {people.length > 0 && (
            <span className="stack">
              {people.map(({ displayName }, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- two people may have one name
                <Avatar key={`${index} ${displayName}`} name={displayName} small />
              ))}
            </span>
          )}
          <span className="num">{peopleOf(call, t)}</span>
        </div>
      </td>
      <td role="cell" className="last">
        {last}
      </td>
    </tr>
  );
}
