import type { Invite } from "@hausruf/api";
import { formatDay, formatTime, useTexts, type Language } from "@hausruf/i18n";

/** A link to a planned call is good for days: then the time alone says nothing. */
function until(at: Date, language: Language): string {
  const now = new Date();
  const isToday = at.toDateString() === now.toDateString();
  return isToday ? formatTime(at, language) : formatDay(at, now, language);
}

/** What became of an invite, in words. */
export function useInviteState(invite: Invite): string {
  const { status, sendError, mailInApp, expiresAt, lobby } = invite;
  const { t, language } = useTexts();
  const time = until(new Date(expiresAt), language);
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
