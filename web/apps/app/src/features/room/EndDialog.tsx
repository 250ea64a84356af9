import { problemOf, videoCalls } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Notice } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { problemText } from "../../problemText.ts";
import type { Ending } from "./Room.tsx";

type Props = Ending & { callId: string; isPlanned: boolean; onEnded: () => void };

/** Ending concerns everybody, so the safe answer has the focus. */
export function EndDialog({
  callId,
  isPlanned,
  people,
  isConnected,
  onClose,
  onLeave,
  onEnded,
}: Props) {
  const { t } = useTexts();
  const end = useMutation({ mutationFn: () => videoCalls.end(callId), onSuccess: onEnded });
  const problem = end.error ? problemOf(end.error) : null;
  const title = t("room.endTitle");
  const intro = people === 2 ? t("room.endTextBoth") : t("room.endText", { count: people });
  return (
    <Dialog role="alertdialog" title={title} intro={intro} onClose={onClose}>
      {problem && <Notice>{problemText(t, problem)}</Notice>}
      <div className="dialog-foot">
        <Button data-autofocus onClick={onClose}>
          {t("room.stay")}
        </Button>
        {/* Who looks into a planned call before its time is not to end it for all. */}
        {/* Where the server does not answer one must still be able to hang up. */}
        {(isPlanned || problem || !isConnected) && (
          <Button onClick={onLeave}>{t("room.leaveAlone")}</Button>
        )}
        <Button kind="hangup" busy={end.isPending} onClick={() => end.mutate()}>
          {t(end.isPending ? "room.ending" : "room.endNow")}
        </Button>
      </div>
    </Dialog>
  );
}
