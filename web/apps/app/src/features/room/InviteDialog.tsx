import "@hausruf/i18n/invites";
import type { Invite } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Notice } from "@hausruf/ui";
import { useCallback, useState } from "react";
import { InviteForm } from "./InviteForm.tsx";
import { InviteRow } from "./InviteRow.tsx";
import { MailDialog } from "./MailDialog.tsx";
import { useVideocallInvite } from "./useVideocallInvite.ts";

type Props = {
  callId: string;
  ownEmail: string;
  isPlanned?: boolean;
  /** Over the whole page, where there is no call to leave in reach. */
  isModal?: boolean;
  onClose: () => void;
};

/** Invites guests one after the other and shows what became of each invite. */
export function InviteDialog({ callId, ownEmail, isPlanned, isModal, onClose }: Props) {
  const { t } = useTexts();
  const { list, send, resend, revoke } = useVideocallInvite(callId);
  const [mailOf, setMailOf] = useState<Invite | null>(null);
  const [said, setSaid] = useState("");
  const closeMail = useCallback(() => setMailOf(null), []);
  const invited = list.data ?? [];
  return (
    <>
      <Dialog
        beside={!isModal}
        covered={mailOf !== null}
        title={t("invite.title")}
        intro={t(isPlanned ? "invite.introPlanned" : "invite.intro")}
        onClose={onClose}
      >
        <InviteForm send={send} ownEmail={ownEmail} onSent={tellSent} onClose={onClose} />
        <p className="sr-only" role="status">
          {said}
        </p>
        {list.isError && (
          <Notice action={<Button onClick={() => void list.refetch()}>{t("frame.retry")}</Button>}>
            {t("invite.listFailed")}
          </Notice>
        )}
        {invited.length > 0 && (
          <section className="invited">
            <h3>{t("invite.already")}</h3>
            <ul>
              {invited.map((invite) => (
                <InviteRow
                  key={invite.id}
                  invite={invite}
                  busy={
                    (resend.isPending && resend.variables === invite.id) ||
                    (revoke.isPending && revoke.variables === invite.id)
                  }
                  error={errorOf(invite)}
                  onResend={() => resend.mutate(invite.id, { onSuccess: tellSent })}
                  onRevoke={() => revoke.mutate(invite.id)}
                  onMail={() => setMailOf(invite)}
                />
              ))}
            </ul>
          </section>
        )}
      </Dialog>
      {mailOf && (
        <MailDialog callId={callId} invite={mailOf} isModal={isModal} onClose={closeMail} />
      )}
    </>
  );

  function tellSent({ inviteeEmail: email, sendError, mailInApp }: Invite) {
    if (sendError) setSaid(t("invite.failedFor", { email }));
    else setSaid(t(mailInApp ? "invite.madeFor" : "invite.sentTo", { email }));
  }

  function errorOf(invite: Invite): Error | null {
    if (resend.isError && resend.variables === invite.id) return resend.error;
    return revoke.isError && revoke.variables === invite.id ? revoke.error : null;
  }
}
