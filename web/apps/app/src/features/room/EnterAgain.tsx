import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import type { OverReason } from "./roomState.ts";

/** The way back into the room, where there is one. */
export function EnterAgain({ reason, onEnter }: { reason: OverReason; onEnter: () => void }) {
  const { t } = useTexts();
  const label = said();
  return label ? (
    <Button kind="primary" onClick={onEnter}>
      {label}
    </Button>
  ) : null;

  function said(): string | null {
    switch (reason) {
      case "left":
        return t("room.back");
      case "duplicate":
        return t("room.continueHere");
      case "lost":
      case "media-away":
        return t("room.connectAgain");
      case "ended":
      case "removed":
      case "signed-out":
        return null;
    }
  }
}
