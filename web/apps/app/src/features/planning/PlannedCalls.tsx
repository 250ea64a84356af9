import { formatLongDate, formatTime, useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { dateIn, daysOf, type PlannedCall } from "./days.ts";
import { PlannedRow, type Deed } from "./PlannedRow.tsx";
import type { usePlannedCalls } from "./usePlannedCalls.ts";

type Props = {
  query: ReturnType<typeof usePlannedCalls>;
  timeZone: string;
  onDeed: (deed: Deed, call: PlannedCall) => void;
};

/** Day by day, the next first. */
export function PlannedCalls({ query, timeZone, onDeed }: Props) {
  const { t, language } = useTexts();
  const now = new Date(query.dataUpdatedAt);
  if (query.isError)
    return (
      <Notice action={<Button onClick={() => void query.refetch()}>{t("frame.retry")}</Button>}>
        {t("planning.failed")}
      </Notice>
    );
  const days = daysOf(query.data ?? [], timeZone);
  if (days.length === 0) return null;
  return (
    <section className="planned" aria-labelledby="planned">
      <h2 id="planned">{t("planning.planned")}</h2>
      <p className="zone-note">{t("planning.zoneNote", { zone: timeZone })}</p>
      {days.map(({ date, calls }) => (
        <section key={date} aria-label={nameOf(date)}>
          <h3>{nameOf(date)}</h3>
          <ul className="card">
            {calls.map((call) => (
              <PlannedRow
                key={call.id}
                call={call}
                times={timesOf(call)}
                onDeed={(deed) => onDeed(deed, call)}
              />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("planning.more")}
        </Button>
      )}
    </section>
  );

  function nameOf(date: string): string {
    const long = formatLongDate(new Date(`${date}T12:00:00Z`), language, "UTC");
    if (date === dateIn(0, now, timeZone)) return `${t("planning.dayToday")}, ${long}`;
    return date === dateIn(1, now, timeZone) ? `${t("planning.dayTomorrow")}, ${long}` : long;
  }

  function timesOf({ schedule }: PlannedCall): string {
    return t("planning.times", {
      from: formatTime(new Date(schedule.startsAt), language, timeZone),
      to: formatTime(new Date(schedule.endsAt), language, timeZone),
    });
  }
}
