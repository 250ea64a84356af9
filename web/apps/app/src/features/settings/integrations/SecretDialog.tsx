import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field } from "@hausruf/ui";
import { Copy } from "lucide-react";
import { useState } from "react";

type Props = { title: string; intro: string; label: string; secret: string; onClose: () => void };

/** A secret, shown this once. */
export function SecretDialog({ title, intro, label, secret, onClose }: Props) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <Dialog title={title} intro={intro} onClose={onClose}>
      <Field
        label={label}
        readOnly
        data-autofocus
        value={secret}
        onFocus={(event) => event.target.select()}
      />
      <p className="sr-only" role="status">
        {copied && t("integrations.copied")}
      </p>
      <div className="dialog-foot">
        <Button onClick={() => void copy()}>
          <Copy className="icon" aria-hidden />
          {t(copied ? "integrations.copied" : "integrations.copy")}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t("integrations.done")}
        </Button>
      </div>
    </Dialog>
  );
}
