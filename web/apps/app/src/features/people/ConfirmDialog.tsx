import { useTexts } from "@hausruf/i18n";
import { Button, Dialog } from "@hausruf/ui";

interface Confirm {
  title: string;
  intro: string;
  /** What is done, on its button. */
  deed: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that hits a colleague; not to do it is what Enter does. */
export function ConfirmDialog({ title, intro, deed, busy, onConfirm, onClose }: Confirm) {
  const { t } = useTexts();
  return (
    <Dialog role="alertdialog" title={title} intro={intro} onClose={onClose}>
      <div className="dialog-foot">
        <Button data-autofocus onClick={onClose}>
          {t("people.cancel")}
        </Button>
        <Button kind="hangup" busy={busy} onClick={onConfirm}>
          {deed}
        </Button>
      </div>
    </Dialog>
  );
}
