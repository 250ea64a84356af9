import { problemOf, type Invite } from "@hausruf/api";
import { formatTime, useTexts } from "@hausruf/i18n";
import { Avatar, Button } from "@hausruf/ui";
import { problemText } from "../../problemText.ts";

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
  const { t, language } = useTexts();
  const { inviteeEmail: email, status, mailInApp } = invite;
  const waits = status === "sent" || status === "opened";
  const time = formatTime(new Date(invite.expiresAt), language);
  return (
    <li>
      <Avatar name={invite.inviteeName ?? nameIn(email)} small />
      <span className="who">{email}</span>
      <span className={invite.sendError && waits ? "what bad" : "what"}>{state()}</span>
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
          {status !== "joined" && (
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

  function state(): string {
    switch (status) {
      case "joined":
        return t("invite.joined");
      case "expired":
        return t("invite.expired");
      case "revoked":
        return t("invite.revoked");
      case "opened":
        return t("invite.opened", { time });
      case "sent":
        if (invite.sendError) return t("invite.unsent");
        return t(mailInApp ? "invite.made" : "invite.sent", { time });
    }
  }
}

/** "marlene.voss@…" has the initials MV. */
function nameIn(email: string): string {
  return email.replace(/@.*/, "").replace(/[._-]+/g, " ");
}
