import { useTexts } from "@hausruf/i18n";
import { DoorOpen } from "lucide-react";

/** What a new colleague sees first. */
export function NoCalls() {
  const { t } = useTexts();
  return (
    <div className="card empty">
      <span className="glyph accent">
        <DoorOpen className="icon lg" aria-hidden />
      </span>
      <h2>{t("videocalls.none")}</h2>
      <p>{t("videocalls.noneText")}</p>
    </div>
  );
}
