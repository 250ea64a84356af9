import { useTexts } from "@hausruf/i18n";
import { Signal, SignalLow, SignalZero } from "lucide-react";
import type { RoomState } from "./roomState.ts";

/** One's own line in a word. */
export function ConnectionWord({ state }: { state: RoomState }) {
  const { t } = useTexts();
  const [Icon, word] = said();
  return (
    <span className="status">
      <Icon className="icon sm" aria-hidden />
      {word}
    </span>
  );

  function said() {
    if (state.connection.phase === "connecting") return [SignalLow, t("room.entering")] as const;
    if (state.connection.phase !== "connected")
      return [SignalZero, t("room.quality-lost")] as const;
    switch (state.quality) {
      case null:
        return [Signal, t("room.connected")] as const;
      case "good":
        return [Signal, t("room.quality-good")] as const;
      case "poor":
        return [SignalLow, t("room.quality-poor")] as const;
      case "lost":
        return [SignalZero, t("room.quality-lost")] as const;
    }
  }
}
