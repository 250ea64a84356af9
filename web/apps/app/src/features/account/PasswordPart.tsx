import { ownAccount, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { PasswordField } from "../session/index.ts";
import { Part } from "../settings/Section.tsx";
import { signInsKey } from "./SignInsPart.tsx";

export function PasswordPart() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () => ownAccount.changePassword(current, wanted),
    onSuccess: () => {
      setCurrent("");
      setWanted("");
      notify({ kind: "info", text: t("accounts.passwordChanged") });
      void cache.invalidateQueries({ queryKey: signInsKey });
    },
  });
  const problem = change.error ? problemOf(change.error) : null;
  const isWrong = (name: string) =>
    problem?.code === "invalid" && problem.errors.some(({ field }) => field === name);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!change.isPending) change.mutate();
  }
  return (
    <Part title={t("accounts.password")} intro={t("accounts.passwordIntro")}>
      <form className="account-form" noValidate onSubmit={submit}>
        {problem && problem.code !== "invalid" && <Notice>{problemText(t, problem)}</Notice>}
        <PasswordField
          label={t("accounts.currentPassword")}
          error={isWrong("currentPassword") ? t("accounts.currentRefused") : undefined}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <PasswordField
          label={t("accounts.newPassword")}
          hint={t("accounts.passwordHint")}
          error={isWrong("newPassword") ? t("accounts.passwordRefused") : undefined}
          name="newPassword"
          autoComplete="new-password"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <div>
          <Button type="submit" busy={change.isPending}>
            {t("accounts.passwordSubmit")}
          </Button>
        </div>
      </form>
    </Part>
  );
}
