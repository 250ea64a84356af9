import { useTexts } from "@hausruf/i18n";
import { useMissed } from "./useCallLog.ts";

export function MissedBadge() {
  const { t } = useTexts();
  const count = useMissed();
  if (count === 0) return null;
  return (
    <span className="count num">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{t("calls.missed", { count })}</span>
    </span>
  );
}
