import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Notice } from "@hausruf/ui";
import { problemText } from "../../problemText.ts";
import type { PlannedCall } from "./days.ts";
import { usePlanning } from "./usePlannedCalls.ts";

type Props = { call: PlannedCall; onCancelled: () => void; onClose: () => void };

/** Calling it off reaches everybody, so the safe answer has the focus. */
export function CancelDialog({ call, onCancelled, onClose }: Props) {
  const { t } = useTexts();
  const { cancel } = usePlanning();
  const problem = cancel.error ? problemOf(cancel.error) : null;
  return (
    <Dialog
      role="alertdialog"
      title={t("planning.cancelTitle")}
      intro={t("planning.cancelText", { title: call.title })}
      onClose={onClose}
    >
      {problem && <Notice>{problemText(t, problem)}</Notice>}
      <div className="dialog-foot">
        <Button data-autofocus onClick={onClose}>
          {t("planning.keep")}
        </Button>
        <Button
          kind="hangup"
          busy={cancel.isPending}
          onClick={() => cancel.mutate(call.id, { onSuccess: onCancelled })}
        >
          {t(cancel.isPending ? "planning.cancelling" : "planning.cancelNow")}
        </Button>
      </div>
    </Dialog>
  );
}
