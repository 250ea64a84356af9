import { ownFactor, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { CopyButton } from "./CopyButton.tsx";

const QrCode = lazy(() => import("./QrCode.tsx"));

type Props = {
  secret: string;
  /** What the QR code says. */
  uri: string;
  onCodes: (codes: string[]) => void;
  onClose: () => void;
};

/** Gives the app its secret and takes the app's first code. */
export function ConfirmStep({ secret, uri, onCodes, onClose }: Props) {
  const { t } = useTexts();
  const [code, setCode] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => ownFactor.confirm(code.trim()),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  const problem = error ? problemOf(error) : null;
  const isWrong = problem?.code === "wrong-code";
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isPending) mutate();
  }
  return (
    <Dialog title={t("accounts.scanTitle")} intro={t("accounts.scanText")} onClose={onClose}>
      <form className="account-form" noValidate onSubmit={submit}>
        {problem && !isWrong && <Notice>{problemText(t, problem)}</Notice>}
        <div className="qr-frame">
          <Suspense>
            <QrCode text={uri} label={t("accounts.qr")} />
          </Suspense>
        </div>
        <dl className="factor-key">
          <dt>{t("accounts.key")}</dt>
          <dd>
            <span>
              <code>{secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
              <CopyButton text={secret} />
            </span>
            <a href={uri}>{t("accounts.openApp")}</a>
          </dd>
        </dl>
        <Field
          label={t("accounts.code")}
          error={isWrong ? t("accounts.codeRefused") : undefined}
          data-autofocus
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t("accounts.cancel")}</Button>
          <Button kind="primary" type="submit" busy={isPending}>
            {t("accounts.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
