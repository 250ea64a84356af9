import type { Tenant } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { MessagePage } from "@hausruf/ui";
import {
  AppWindow,
  CloudOff,
  DoorClosed,
  DoorOpen,
  KeyRound,
  ServerOff,
  TimerOff,
  UserX,
} from "lucide-react";
import type { ReactNode } from "react";
import type { OverReason } from "./roomState.ts";

type Props = {
  reason: OverReason | "expired";
  tenant: Tenant | undefined;
  isHost?: boolean;
  /** What else there is to say. */
  more?: string | undefined;
  /** The way back. */
  children?: ReactNode;
};

const icons = {
  ended: DoorClosed,
  expired: TimerOff,
  left: DoorOpen,
  removed: UserX,
  duplicate: AppWindow,
  "signed-out": KeyRound,
  lost: CloudOff,
  "media-away": ServerOff,
};

/** Instead of the room: why one is not in it, and the way on. */
export function OverMessage({ reason, tenant, isHost, more, children }: Props) {
  const { t } = useTexts();
  const Icon = icons[reason];
  const [title, text] = said();
  return (
    <MessagePage
      tenant={tenant}
      icon={<Icon className="icon lg" aria-hidden />}
      tone={reason === "lost" || reason === "media-away" ? "warn" : "neutral"}
      title={title}
      text={more ? `${text} ${more}` : text}
    >
      {children}
    </MessagePage>
  );

  function said(): [string, string] {
    switch (reason) {
      case "ended":
        return [t("room.overEnded"), t("room.overEndedText")];
      case "expired":
        return [t("room.overExpired"), t("room.overExpiredText")];
      case "left":
        return [t("room.overLeft"), t(isHost ? "room.overLeftHost" : "room.overLeftText")];
      case "removed":
        return [t("room.overRemoved"), t("room.overRemovedText")];
      case "duplicate":
        return [t("room.overDuplicate"), t("room.overDuplicateText")];
      case "signed-out":
        return [t("room.overSignedOut"), t("room.overSignedOutText")];
      case "lost":
        return [t("room.overLost"), t("room.overLostText")];
      case "media-away":
        return [t("room.overMediaAway"), t("room.overMediaAwayText")];
    }
  }
}
