import { problemOf, type Invite } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Avatar, Button } from "@hausruf/ui";
import { isTrouble, mailText } from "../../mailWords.ts";
import { problemText } from "../../problemText.ts";
import { useInviteState } from "./useInviteState.ts";

type Props = {
  invite: Invite;
  busy: boolean;
  error: Error | null;
  onResend: () => void;
  onRevoke: () => void;
  onMail: () => void;
};

/** One invite: to whom, what became of it, and what can still be done. */
export function InviteRow({ invite, busy, error, onResend, onRevoke, onMail }: Props) {
  const { t } = useTexts();
  const state = useInviteState(invite);
  const { inviteeEmail: email, status, mailInApp } = invite;
  const mail = status === "revoked" ? null : mailText(t, invite);
  const waits = status === "sent" || status === "opened";
  return (
    <li>
      <Avatar name={invite.inviteeName ?? nameIn(email)} small />
      <span className="who">{email}</span>
      <span className={invite.sendError && status !== "revoked" ? "what bad" : "what"}>
        {state}
      </span>
      {mail && <span className={isTrouble(invite) ? "what bad" : "what"}>{mail}</span>}
      {error && (
        <span className="what bad" role="alert">
          {problemText(t, problemOf(error))}
        </span>
      )}
      {status !== "revoked" && (
        <span className="do">
          {mailInApp && waits && !invite.sendError && (
            <Button kind="quiet" aria-label={t("invite.mailNamed", { email })} onClick={onMail}>
              {t("invite.mail")}
            </Button>
          )}
          {(status !== "joined" || invite.sendError) && (
            <Button
              kind="quiet"
              busy={busy}
              aria-label={t("invite.resendNamed", { email })}
              onClick={onResend}
            >
              {t("invite.resend")}
            </Button>
          )}
          {status !== "expired" && (
            <Button
              kind="quiet"
              busy={busy}
              aria-label={t("invite.revokeNamed", { email })}
              onClick={onRevoke}
            >
              {t("invite.revoke")}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

/** "marlene.voss@…" has the initials MV. */
function nameIn(email: string): string {
  return email.replace(/@.*/, "").replace(/[._-]+/g, " ");
}
