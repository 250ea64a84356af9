import { limits, type Invite, type NewInvite } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice } from "@hausruf/ui";
import type { UseMutationResult } from "@tanstack/react-query";
import { Mail, Send } from "lucide-react";
import { useRef, type FormEvent } from "react";
import { SenderField } from "./SenderField.tsx";
import { useInviteForm } from "./useInviteForm.ts";

type Props = {
  send: UseMutationResult<Invite, Error, NewInvite>;
  ownEmail: string;
  onSent: (invite: Invite) => void;
  onClose: () => void;
};

/** Enter sends, the fields empty, and the focus stays for the next guest. */
export function InviteForm({ send, ownEmail, onSent, onClose }: Props) {
  const { t } = useTexts();
  const form = useInviteForm(send, ownEmail, onSent);
  const first = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    form.submit(event);
    first.current?.focus();
  };
  return (
    <form className="grid grid-cols-1 gap-5" noValidate onSubmit={submit}>
      {form.elsewhere && <Notice>{form.elsewhere}</Notice>}
      <Field
        label={t("invite.email")}
        icon={<Mail className="icon" aria-hidden />}
        error={form.wrong.email}
        ref={first}
        data-autofocus
        type="email"
        autoComplete="off"
        maxLength={limits.email}
        value={form.email}
        onChange={(event) => form.setEmail(event.target.value)}
      />
      <Field
        label={
          <>
            {t("invite.name")} <span className="optional">{t("invite.optional")}</span>
          </>
        }
        error={form.wrong.name}
        autoComplete="off"
        maxLength={limits.name}
        value={form.name}
        onChange={(event) => form.setName(event.target.value)}
      />
      <SenderField value={form.senderId} onChange={form.setSenderId} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{t("frame.cancel")}</Button>
        <Button kind="primary" type="submit" busy={send.isPending}>
          <Send className="icon" aria-hidden />
          {t(send.isPending ? "invite.sending" : "invite.send")}
        </Button>
      </div>
    </form>
  );
}
