import { useTexts } from "@hausruf/i18n";
import { Button, Dialog } from "@hausruf/ui";
import { CopyButton } from "./CopyButton.tsx";

/** Shown this once. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog title={t("accounts.codesTitle")} intro={t("accounts.codesText")} onClose={onClose}>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <CopyButton text={codes.join("\n")} />
        <Button kind="primary" data-autofocus onClick={onClose}>
          {t("accounts.codesKept")}
        </Button>
      </div>
    </Dialog>
  );
}
