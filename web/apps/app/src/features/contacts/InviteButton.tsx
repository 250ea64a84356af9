import type { Contact } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, notify } from "@hausruf/ui";
import { useRouter } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { useInviteContact } from "./useContacts.ts";

/** Makes a video call, sends the link, and opens the room. */
export function InviteButton({ contact }: { contact: Contact }) {
  const { t } = useTexts();
  const router = useRouter();
  const invite = useInviteContact();
  const { name } = contact;
  const send = () =>
    invite.mutate(contact, {
      onSuccess: (callId) =>
        void router.navigate({ to: "/portal/office/videocalls/$callId", params: { callId } }),
      onError: () => notify({ kind: "error", text: t("contacts.inviteFailed", { name }) }),
    });
  return (
    <Button
      kind="quiet"
      className="invite"
      busy={invite.isPending}
      aria-label={t("contacts.inviteNamed", { name })}
      onClick={send}
    >
      <Mail className="icon" aria-hidden />
      <span>{t("contacts.invite")}</span>
    </Button>
  );
}
