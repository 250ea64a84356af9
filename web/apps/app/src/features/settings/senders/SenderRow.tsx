import { senders, type Sender } from "@hausruf/api";
import { formatDay, useTexts } from "@hausruf/i18n";
import { Button, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isTrouble, mailText } from "../../../mailWords.ts";
import { ConfirmDialog } from "../integrations/ConfirmDialog.tsx";
import { useRefused } from "../useRefused.ts";
import { sendersKey } from "./sendersKey.ts";

/** One address: what is known of it, and what an admin can do. */
export function SenderRow({ sender: it }: { sender: Sender }) {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const onSuccess = () => cache.invalidateQueries({ queryKey: sendersKey });
  const prefer = useMutation({ mutationFn: () => senders.makeDefault(it.id), onSuccess });
  const remove = useMutation({ mutationFn: () => senders.remove(it.id), onSuccess });
  const resend = useMutation({
    mutationFn: () => senders.resend(it.id),
    onSuccess: (sent) => {
      const text = sent.sendError ? "mail.notSentTo" : "mail.sentTo";
      notify({ kind: sent.sendError ? "error" : "info", text: t(text, { email: it.email }) });
      return onSuccess();
    },
  });
  const refused = useRefused(prefer.error ?? resend.error).text;
  const { email } = it;
  const about = mailText(t, it);
  return (
    <li>
      <div className="what">
        <strong>{it.displayName}</strong>
        <span>{email}</span>
        <span>{it.verifiedAt ? verified() : pending()}</span>
        {it.replyTo && <span>{t("mail.repliesTo", { email: it.replyTo })}</span>}
        {!it.verifiedAt && about && (
          <span className={isTrouble(it) ? "bad" : undefined}>{about}</span>
        )}
        {refused && (
          <span className="bad" role="alert">
            {refused}
          </span>
        )}
      </div>
      {it.verifiedAt && !it.isDefault && (
        <Button
          kind="quiet"
          aria-label={t("mail.preferThat", { email })}
          busy={prefer.isPending}
          onClick={() => prefer.mutate()}
        >
          {t("mail.prefer")}
        </Button>
      )}
      {!it.verifiedAt && (
        <Button
          kind="quiet"
          aria-label={t("mail.againThat", { email })}
          busy={resend.isPending}
          onClick={() => resend.mutate()}
        >
          {t("mail.again")}
        </Button>
      )}
      <Button
        kind="quiet"
        aria-label={t("mail.removeThat", { email })}
        onClick={() => setAsking(true)}
      >
        {t("mail.remove")}
      </Button>
      {asking && (
        <ConfirmDialog
          danger
          title={t("mail.removeTitle")}
          text={t("mail.removeText", { email })}
          label={t("mail.remove")}
          action={remove}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );

  function verified(): string {
    return [t("mail.verified"), it.isDefault && t("mail.default")].filter(Boolean).join(", ");
  }

  function pending(): string {
    const until = new Date(it.linkExpiresAt);
    const now = new Date();
    return t(until > now ? "mail.waiting" : "mail.late", { when: formatDay(until, now, language) });
  }
}
