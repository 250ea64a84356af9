import { useTexts } from "@hausruf/i18n";
import { Button, Dialog } from "@hausruf/ui";
import { Copy } from "lucide-react";
import { useState } from "react";

/** Shown this once. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(codes.join("\n")).then(() => setCopied(true));
  return (
    <Dialog title={t("accounts.codesTitle")} intro={t("accounts.codesText")} onClose={onClose}>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="sr-only" role="status">
        {copied && t("accounts.codesCopied")}
      </p>
      <div className="dialog-foot">
        <Button onClick={() => void copy()}>
          <Copy className="icon" aria-hidden />
          {t(copied ? "accounts.codesCopied" : "accounts.codesCopy")}
        </Button>
        <Button kind="primary" data-autofocus onClick={onClose}>
          {t("accounts.codesKept")}
        </Button>
      </div>
    </Dialog>
  );
}
