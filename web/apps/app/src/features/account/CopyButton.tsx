import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Copy } from "lucide-react";
import { useState } from "react";

/** Copies what is shown, also by keyboard, and says so. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined, // not allowed: it is there to be read
    );
  return (
    <>
      <Button onClick={() => void copy()}>
        <Copy className="icon" aria-hidden />
        {t(copied ? "accounts.codesCopied" : "accounts.codesCopy")}
      </Button>
      <span className="sr-only" role="status">
        {copied && t("accounts.codesCopied")}
      </span>
    </>
  );
}
