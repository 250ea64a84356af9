import { accounts, limits, problemOf, type Role } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { settingsProblem } from "../settings/settingsProblem.ts";
import { peopleKey } from "./peopleKey.ts";
import { RoleSelect } from "./RoleSelect.tsx";

/** Asks a colleague in. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("member");
  const send = useMutation({
    mutationFn: () => accounts.invite(email.trim(), role),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: peopleKey });
      onClose();
    },
  });
  const problem = send.error ? problemOf(send.error) : null;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!send.isPending) send.mutate();
  }
  return (
    <Dialog title={t("people.invite")} intro={t("people.inviteIntro")} onClose={onClose}>
      <form className="grid gap-5" noValidate onSubmit={submit}>
        {problem && problem.code !== "invalid" && <Notice>{settingsProblem(t, problem)}</Notice>}
        <Field
          label={t("people.email")}
          error={problem?.code === "invalid" ? t("people.emailRefused") : undefined}
          data-autofocus
          type="email"
          autoComplete="off"
          maxLength={limits.email}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <RoleSelect label={t("people.role")} value={role} onChange={setRole} />
        <Button kind="primary" wide type="submit" busy={send.isPending}>
          {t(send.isPending ? "people.sending" : "people.send")}
        </Button>
      </form>
    </Dialog>
  );
}
