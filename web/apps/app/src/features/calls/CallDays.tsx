import type { Call } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useId } from "react";
import { byDay, dayName } from "./callWords.ts";
import { LogRow } from "./LogRow.tsx";

export function CallDays({ calls, now }: { calls: readonly Call[]; now: Date }) {
  const { t, language } = useTexts();
  const id = useId();
  return byDay(calls).map(({ day, calls: ofDay }, index) => {
    const heading = `${id}-${index}`;
    return (
      <section key={day.toDateString()} aria-labelledby={heading}>
        <h2 className="day" id={heading}>
          {dayName(day, now, t, language)}
        </h2>
        <ul className="people-list card log">
          {ofDay.map((call) => (
            <LogRow key={call.id} call={call} />
          ))}
        </ul>
      </section>
    );
  });
}
