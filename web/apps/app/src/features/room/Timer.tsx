import { formatTimer, useTexts } from "@hausruf/i18n";
import { useEffect, useState } from "react";

/** Counts from the server's start, not from when this page opened. */
export function Timer({ since }: { since: number }) {
  const { t } = useTexts();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticks = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(ticks);
  }, []);
  return (
    <span className="timer num" role="timer" aria-label={t("room.duration")}>
      {formatTimer((now - since) / 1_000)}
    </span>
  );
}
