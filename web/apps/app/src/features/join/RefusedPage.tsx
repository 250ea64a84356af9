import { useTexts } from "@hausruf/i18n";
import { MessagePage } from "@hausruf/ui";
import {
  ClockAlert,
  DoorClosed,
  Mail,
  MailCheck,
  TicketCheck,
  TicketX,
  Unlink,
} from "lucide-react";
import type { JoinClient } from "./joinClient.ts";
import type { Refusal } from "./joinState.ts";
import { NewLink } from "./NewLink.tsx";
import { useWhen } from "./useWhen.ts";

const looks = {
  expired: { icon: ClockAlert, tone: "warn" },
  used: { icon: TicketCheck, tone: "accent" },
  revoked: { icon: TicketX, tone: "accent" },
  renewed: { icon: MailCheck, tone: "accent" },
  declined: { icon: DoorClosed, tone: "neutral" },
  over: { icon: DoorClosed, tone: "neutral" },
  invalid: { icon: Unlink, tone: "neutral" },
} as const;

/** Why the link does not open the room: one sentence what, one sentence what next. */
export function RefusedPage({ refusal, client }: { refusal: Refusal; client: JoinClient }) {
  const { t } = useTexts();
  const when = useWhen();
  const { kind, told } = refusal;
  const { icon: Icon, tone } = looks[kind];
  const name = told.hostName;
  const canRenew = (kind === "expired" || kind === "used") && client.hasToken();
  return (
    <MessagePage
      tenant={told.tenant}
      icon={<Icon className="icon lg" aria-hidden />}
      tone={tone}
      title={t(`join.${kind}`)}
      text={text()}
    >
      {canRenew && <NewLink client={client} />}
      {told.hostEmail && name && (
        <a className={canRenew ? "btn secondary" : "btn primary"} href={mailTo(told.hostEmail)}>
          <Mail className="icon" aria-hidden />
          {t("join.mailHost", { name })}
        </a>
      )}
    </MessagePage>
  );

  function text(): string {
    switch (kind) {
      case "expired":
        return name && told.expiresAt
          ? t("join.expiredText", { name, when: when(told.expiresAt) })
          : t("join.expiredTextPlain");
      case "used":
        return t("join.usedText");
      case "revoked":
        return name ? t("join.revokedText", { name }) : t("join.revokedTextPlain");
      case "declined":
        return name ? t("join.declinedText", { name }) : t("join.declinedTextPlain");
      case "renewed":
        return t("join.renewedText");
      case "over":
        return name ? t("join.overText", { name }) : t("join.overTextPlain");
      case "invalid":
        return t("join.invalidText");
    }
  }

  function mailTo(address: string): string {
    const subject = t("join.mailSubject", { title: told.callTitle ?? "" });
    return `mailto:${encodeURIComponent(address).replace("%40", "@")}?subject=${encodeURIComponent(subject)}`;
  }
}
