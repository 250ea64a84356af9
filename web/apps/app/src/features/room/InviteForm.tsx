import { limits, problemOf, type Invite, type NewInvite, type Problem } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice } from "@hausruf/ui";
import type { UseMutationResult } from "@tanstack/react-query";
import { Mail, Send } from "lucide-react";
import { useRef, useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";

type Props = {
  send: UseMutationResult<Invite, Error, NewInvite>;
  ownEmail: string;
  onSent: (invite: Invite) => void;
  onClose: () => void;
};

type Wrong = { email?: string; name?: string };

/** Enter sends, the fields empty, and the focus stays for the next guest. */
export function InviteForm({ send, ownEmail, onSent, onClose }: Props) {
  const { t, language } = useTexts();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const field = useRef<HTMLInputElement>(null);
  const problem = send.error ? problemOf(send.error) : null;
  const elsewhere = problem && !wrong.email && !wrong.name;
  return (
    <form className="grid grid-cols-1 gap-5" noValidate onSubmit={submit}>
      {elsewhere && <Notice>{problemText(t, problem)}</Notice>}
      <Field
        label={t("invite.email")}
        icon={<Mail className="icon" aria-hidden />}
        error={wrong.email}
        ref={field}
        data-autofocus
        type="email"
        autoComplete="off"
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Field
        label={
          <>
            {t("invite.name")} <span className="optional">{t("invite.optional")}</span>
          </>
        }
        error={wrong.name}
        autoComplete="off"
        maxLength={limits.name}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="dialog-foot">
        <Button onClick={onClose}>{t("frame.cancel")}</Button>
        <Button kind="primary" type="submit" busy={send.isPending}>
          <Send className="icon" aria-hidden />
          {t(send.isPending ? "invite.sending" : "invite.send")}
        </Button>
      </div>
    </form>
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (send.isPending) return;
    const found = check();
    setWrong(found ? { email: found } : {});
    field.current?.focus();
    if (found) return;
    const inviteeName = name.trim();
    send.mutate(
      { inviteeEmail: email.trim(), ...(inviteeName && { inviteeName }), locale: language },
      { onSuccess: sent, onError: (error) => setWrong(refused(problemOf(error))) },
    );
  }

  function sent(invite: Invite) {
    setEmail("");
    setName("");
    onSent(invite);
  }

  /** Only what is certain; the server knows the rest. */
  function check(): string | null {
    const address = email.trim();
    if (address === "") return t("invite.emailMissing");
    if (!/^[^@\s]+@[^@\s]+$/.test(address)) return t("invite.emailInvalid");
    return address.toLowerCase() === ownEmail.toLowerCase() ? t("invite.emailOwn") : null;
  }

  function refused(answer: Problem): Wrong {
    if (answer.code === "invite-exists") return { email: problemText(t, answer) };
    if (answer.code !== "invalid") return {};
    const fields = new Set(answer.errors.map((error) => error.field));
    return {
      ...(fields.has("inviteeEmail") && { email: t("invite.emailInvalid") }),
      ...(fields.has("inviteeName") && { name: t("invite.nameInvalid", { count: limits.name }) }),
    };
  }
}
