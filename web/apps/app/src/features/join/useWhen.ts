import { formatDate, formatTime, useTexts } from "@hausruf/i18n";
import { useCallback } from "react";

/** "heute, 16:05 Uhr" inside a sentence; with the date when it is another day. */
export function useWhen() {
  const { t, language } = useTexts();
  return useCallback(
    (iso: string) => {
      const at = new Date(iso);
      const time = formatTime(at, language);
      return at.toDateString() === new Date().toDateString()
        ? t("join.today", { time })
        : t("join.day", { date: formatDate(at, language), time });
    },
    [t, language],
  );
}
