import type { Session, VideoCall } from "@hausruf/api";
import { formatDuration, useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { EnterAgain } from "./EnterAgain.tsx";
import { OverMessage } from "./OverMessage.tsx";
import { Stays } from "./Stays.tsx";
import type { OverReason } from "./roomState.ts";

type Props = Pick<Session, "tenant"> & {
  reason: OverReason | "expired";
  call: VideoCall;
  /** The way back into the room, where there may be one. */
  onEnter?: () => void;
  onSignIn: (after: () => void) => void;
  onToOverview: () => void;
};

/** Instead of the room, for its host: why, and the ways back. */
export function HostOver({ reason, call, tenant, onEnter, onSignIn, onToOverview }: Props) {
  const { t } = useTexts();
  const seconds = call.durationSeconds;
  const lasted = seconds
    ? t("room.overEndedDuration", { duration: formatDuration(seconds) })
    : undefined;
  const isFinal = reason === "ended" || reason === "expired";
  return (
    <OverMessage
      isHost
      reason={reason}
      tenant={tenant}
      more={reason === "ended" ? lasted : undefined}
    >
      {reason === "signed-out" && onEnter && (
        <Button kind="primary" onClick={() => onSignIn(onEnter)}>
          {t("room.signIn")}
        </Button>
      )}
      {reason !== "expired" && onEnter && <EnterAgain reason={reason} onEnter={onEnter} />}
      <Link
        className={isFinal ? "btn primary" : "btn secondary"}
        to="/portal/office/videocalls"
        onClick={onToOverview}
      >
        {t("room.toOverview")}
      </Link>
      {reason === "ended" && <Stays callId={call.id} />}
    </OverMessage>
  );
}
