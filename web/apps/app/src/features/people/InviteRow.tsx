import { accounts, type UserInvite } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Avatar, Button, notify } from "@hausruf/ui";
import { useState } from "react";
import { failureText, isTrouble, reportText } from "../../mailWords.ts";
import { MailDialog } from "./MailDialog.tsx";
import { moment } from "./moment.ts";
import { usePeopleAction } from "./usePeople.ts";

/** Somebody who was asked and has not come yet. */
export function InviteRow({ invite }: { invite: UserInvite }) {
  const { t, language } = useTexts();
  const [reading, setReading] = useState(false);
  const { id, email: name } = invite;
  const resend = usePeopleAction(accounts.resend);
  const withdraw = usePeopleAction(accounts.withdraw, () =>
    notify({ kind: "info", text: t("people.withdrawn") }),
  );
  const when = moment(invite.expiresAt, language);
  const facts = [
    t(`people.${invite.role}`),
    invite.sentAt && t("people.sent", { when: moment(invite.sentAt, language) }),
    invite.expired ? t("people.expired", { when }) : t("people.waiting", { when }),
  ].filter(Boolean);
  const about = invite.sendError
    ? t("people.notSent", { why: failureText(t, invite.sendError) })
    : reportText(t, invite.mailState);
  return (
    <li>
      <Avatar name={name} />
      <div className="who">
        <strong>{name}</strong>
        <span>{facts.join(", ")}</span>
        {about && <span className={isTrouble(invite) ? "failed" : undefined}>{about}</span>}
      </div>
      <div className="acts">
        {invite.mailInApp && (
          <Button aria-label={t("people.showMailNamed", { name })} onClick={() => setReading(true)}>
            {t("people.showMail")}
          </Button>
        )}
        <Button
          aria-label={t("people.againNamed", { name })}
          busy={resend.isPending}
          onClick={() => resend.mutate(id)}
        >
          {t("people.again")}
        </Button>
        <Button
          kind="quiet"
          aria-label={t("people.withdrawNamed", { name })}
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate(id)}
        >
          {t("people.withdraw")}
        </Button>
      </div>
      {reading && <MailDialog invite={invite} onClose={() => setReading(false)} />}
    </li>
  );
}
