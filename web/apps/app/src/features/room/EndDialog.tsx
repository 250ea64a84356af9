import { problemOf, videoCalls } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Notice } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { problemText } from "../../problemText.ts";

type Props = { callId: string; people: number; onClose: () => void; onEnded: () => void };

/** Ending concerns everybody, so the safe answer has the focus. */
export function EndDialog({ callId, people, onClose, onEnded }: Props) {
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
        <Button kind="hangup" busy={end.isPending} onClick={() => end.mutate()}>
          {t(end.isPending ? "room.ending" : "room.endNow")}
        </Button>
      </div>
    </Dialog>
  );
}
