import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Notice } from "@hausruf/ui";
import type { UseMutationResult } from "@tanstack/react-query";
import { useRefused } from "../useRefused.ts";

type Props = {
  title: string;
  text: string;
  /** On the button that does it. */
  label: string;
  action: Pick<UseMutationResult<unknown, Error, void>, "mutate" | "isPending" | "error">;
  danger?: boolean;
  onClose: () => void;
};

/** A question before what cannot be taken back; the safe answer has the focus. */
export function ConfirmDialog({ title, text, label, action, danger, onClose }: Props) {
  const { t } = useTexts();
  const refused = useRefused(action.error).text;
  return (
    <Dialog role="alertdialog" title={title} intro={text} onClose={onClose}>
      {refused && <Notice>{refused}</Notice>}
      <div className="dialog-foot">
        <Button data-autofocus onClick={onClose}>
          {t("frame.cancel")}
        </Button>
        <Button
          kind={danger ? "hangup" : "primary"}
          busy={action.isPending}
          onClick={() => action.mutate()}
        >
          {label}
        </Button>
      </div>
    </Dialog>
  );
}
