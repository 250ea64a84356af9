import "@hausruf/i18n/mail";
import type { MailState } from "@hausruf/api";
import type { useTexts } from "@hausruf/i18n";

type T = ReturnType<typeof useTexts>["t"];

const failures = [
  "recipient-refused",
  "sender-refused",
  "refused",
  "sign-in-refused",
  "unreachable",
  "later",
  "unclear",
  "no-identity",
] as const;

/** What an invitation's mail is known by. */
export type MailFacts = { sendError: string | null; mailState: MailState };

/** Whether somebody has to do something about a mail. */
export const isTrouble = ({ sendError, mailState }: MailFacts) =>
  sendError !== null || mailState === "bounced" || mailState === "complained";

/** Why a mail did not go out. */
export function failureText(t: T, sendError: string): string {
  return t(`mail.failed-${failures.find((it) => it === sendError) ?? "refused"}`);
}

/** What there is to say of a mail beyond whether it was sent. */
export const mailText = (t: T, { sendError, mailState }: MailFacts) =>
  sendError ? failureText(t, sendError) : reportText(t, mailState);

/** What was heard of a mail that went out; nothing where that is all that is known. */
export function reportText(t: T, mailState: MailState): string | null {
  switch (mailState) {
    case "delayed":
    case "delivered":
    case "bounced":
    case "complained":
      return t(`mail.state-${mailState}`);
    default:
      return null;
  }
}
