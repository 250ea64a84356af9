import { limits, problemOf, type Invite, type NewInvite, type Problem } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import type { UseMutationResult } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";

type Wrong = { email?: string; name?: string };

/** Whom to invite, what is wrong with it before and after asking the server, and asking. */
export function useInviteForm(
  send: UseMutationResult<Invite, Error, NewInvite>,
  ownEmail: string,
  onSent: (invite: Invite) => void,
) {
  const { t, language } = useTexts();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [senderId, setSenderId] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const refusal = send.error ? problemOf(send.error) : null;
  const elsewhere = refusal && !wrong.email && !wrong.name ? problemText(t, refusal) : null;
  return { email, setEmail, name, setName, senderId, setSenderId, wrong, elsewhere, submit };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (send.isPending) return;
    const found = check();
    setWrong(found ? { email: found } : {});
    if (found) return;
    const inviteeName = name.trim();
    send.mutate(
      {
        inviteeEmail: email.trim(),
        ...(inviteeName && { inviteeName }),
        ...(senderId && { senderId }),
        locale: language,
      },
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
