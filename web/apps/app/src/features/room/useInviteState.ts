import type { Invite } from "@hausruf/api";
import { formatTime, useTexts } from "@hausruf/i18n";

/** What became of an invite, in words. */
export function useInviteState(invite: Invite): string {
  const { status, sendError, mailInApp, expiresAt, lobby } = invite;
  const { t, language } = useTexts();
  const time = formatTime(new Date(expiresAt), language);
  switch (status) {
    case "joined":
      return lasting(t(lobby === "waiting" ? "invite.waiting" : "invite.joined"));
    case "expired":
      return lasting(t("invite.expired"));
    case "revoked":
      return t(lobby === "declined" ? "invite.declined" : "invite.revoked");
    case "opened":
      return t("invite.opened", { time });
    case "sent":
      if (sendError) return t("invite.unsent");
      return t(mailInApp ? "invite.made" : "invite.sent", { time });
  }

  /** The guest may have asked for a new link, whose mail failed. */
  function lasting(became: string): string {
    return sendError ? t("invite.newUnsent", { state: became }) : became;
  }
}
