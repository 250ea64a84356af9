import { limits, ownAccount, problemOf, type Session } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { sessionKey } from "../../queryClient.ts";
import { Part } from "../settings/Section.tsx";

export function NamePart({ name }: { name: string }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(name);
  const save = useMutation({
    mutationFn: () => ownAccount.rename(typed.trim()),
    onSuccess: (user) => {
      cache.setQueryData<Session | null>(sessionKey, (session) => session && { ...session, user });
      notify({ kind: "info", text: t("accounts.saved") });
    },
  });
  const problem = save.error ? problemOf(save.error) : null;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  }
  return (
    <Part title={t("accounts.rename")} intro={t("accounts.renameIntro")}>
      <form className="account-form" noValidate onSubmit={submit}>
        {problem && problem.code !== "invalid" && <Notice>{problemText(t, problem)}</Notice>}
        <Field
          label={t("accounts.displayName")}
          error={problem?.code === "invalid" ? t("accounts.nameRefused") : undefined}
          autoComplete="name"
          maxLength={limits.name}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div>
          <Button type="submit" busy={save.isPending}>
            {t("accounts.save")}
          </Button>
        </div>
      </form>
    </Part>
  );
}
