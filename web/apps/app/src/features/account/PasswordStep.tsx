import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Notice } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { PasswordField } from "../session/index.ts";
import type { Purpose } from "./FactorDialog.tsx";

const words = {
  on: { title: "accounts.factor", text: "accounts.factorIntro", submit: "accounts.go" },
  off: {
    title: "accounts.factor",
    text: "accounts.factorEndText",
    submit: "accounts.factorEndSubmit",
  },
  codes: {
    title: "accounts.codesNewSubmit",
    text: "accounts.codesNewText",
    submit: "accounts.codesNewSubmit",
  },
} as const;

type Props = {
  purpose: Purpose;
  onPassword: (password: string) => Promise<void>;
  onClose: () => void;
};

/** Whoever changes how one signs in knows the password. */
export function PasswordStep({ purpose, onPassword, onClose }: Props) {
  const { t } = useTexts();
  const [password, setPassword] = useState("");
  const { mutate, error, isPending } = useMutation({ mutationFn: () => onPassword(password) });
  const problem = error ? problemOf(error) : null;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isPending) mutate();
  }
  return (
    <Dialog title={t(words[purpose].title)} intro={t(words[purpose].text)} onClose={onClose}>
      <form className="account-form" noValidate onSubmit={submit}>
        {problem && problem.code !== "invalid" && <Notice>{problemText(t, problem)}</Notice>}
        <PasswordField
          label={t("accounts.yourPassword")}
          error={problem?.code === "invalid" ? t("accounts.currentRefused") : undefined}
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t("accounts.cancel")}</Button>
          <Button kind="primary" type="submit" busy={isPending}>
            {t(words[purpose].submit)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
