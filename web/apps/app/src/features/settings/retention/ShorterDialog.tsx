import { useTexts } from "@hausruf/i18n";
import { Button, Dialog } from "@hausruf/ui";

type Props = { busy: boolean; onConfirm: () => void; onClose: () => void };

/** Asks before what is kept now is deleted; not to do it is what Enter does. */
export function ShorterDialog({ busy, onConfirm, onClose }: Props) {
  const { t } = useTexts();
  return (
    <Dialog
      role="alertdialog"
      title={t("retention.shorterTitle")}
      intro={t("retention.shorterText")}
      onClose={onClose}
    >
      <div className="dialog-foot">
        <Button data-autofocus onClick={onClose}>
          {t("retention.cancel")}
        </Button>
        <Button kind="hangup" busy={busy} onClick={onConfirm}>
          {t("retention.shorter")}
        </Button>
      </div>
    </Dialog>
  );
}
