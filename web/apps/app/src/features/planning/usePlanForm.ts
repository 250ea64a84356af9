import { limits, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useState } from "react";
import { problemText } from "../../problemText.ts";
import type { PlannedCall } from "./days.ts";
import { momentOf, nextHalfHour, wallTimeOf, type WallTime } from "./zonedTime.ts";

export const lengths = { min: limits.minPlanMinutes, max: limits.maxPlanMinutes };

const usualMinutes = 45;

type FieldName = "title" | "date" | "time" | "minutes";

/** What stands in the form, and what is wrong with it: in here, or as the server says. */
export function usePlanForm(call: PlannedCall | null, timeZone: string, error: Error | null) {
  const { t } = useTexts();
  const [values, setValues] = useState(() => ({
    title: call?.title ?? "",
    ...wallTimeOf(call ? new Date(call.schedule.startsAt) : nextHalfHour(new Date()), timeZone),
    minutes: String(call?.schedule.minutes ?? usualMinutes),
  }));
  const [tried, setTried] = useState(false);
  const problem = error ? problemOf(error) : null;
  const refused = problem?.code === "invalid" ? problem.errors[0] : undefined;
  const minutes = Number(values.minutes);
  const missing = {
    date: /^\d{4}-/.test(values.date) ? undefined : t("planning.dateMissing"),
    time: values.time ? undefined : t("planning.timeMissing"),
    minutes:
      Number.isInteger(minutes) && minutes >= lengths.min && minutes <= lengths.max
        ? undefined
        : t("planning.lengthRefused", lengths),
  };
  const isWhole = !missing.date && !missing.time && !missing.minutes;
  return {
    values,
    set: (name: FieldName, value: string) => setValues({ ...values, [name]: value }),
    wrong: {
      title:
        refused?.field === "title"
          ? t("videocalls.titleRefused", { count: limits.title })
          : undefined,
      date:
        refused?.field === "startsAt" && !missing.date && !missing.time
          ? t(isOver(values, timeZone) ? "planning.over" : "planning.tooFar")
          : tried
            ? missing.date
            : undefined,
      time: tried ? missing.time : undefined,
      minutes: tried ? missing.minutes : undefined,
    },
    /** What is not about one of the fields. */
    elsewhere: problem && !isOfField(refused?.field) ? problemText(t, problem) : null,
    /** @returns what was meant, or nothing when something is missing */
    read() {
      setTried(true);
      if (!isWhole) return null;
      const startsAt = momentOf({ date: values.date, time: values.time }, timeZone).toISOString();
      const told = { title: values.title.trim(), startsAt, minutes };
      // Who looks from elsewhere and changes the title alone has not moved it to there.
      const stays = call !== null && startsAt === new Date(call.schedule.startsAt).toISOString();
      return { ...told, timeZone: stays ? call.schedule.timeZone : timeZone };
    },
  };
}

const isOver = (wall: WallTime, timeZone: string) => momentOf(wall, timeZone) < new Date();

const isOfField = (field: string | undefined) =>
  field === "title" || field === "startsAt" || field === "minutes";
