import type { Invite } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useInviteMail } from "./useVideocallInvite.ts";

type Props = {
  callId: string;
  invite: Invite;
  isModal?: boolean | undefined;
  onClose: () => void;
};

/** The mail nobody could send, for the host to pass on. As text: that can be copied anywhere, and runs nothing. */
export function MailDialog({ callId, invite, isModal, onClose }: Props) {
  const { t } = useTexts();
  const { data: mail, isError } = useInviteMail(callId, invite.id);
  const title = t("invite.mailTitle");
  const link = mail?.text.match(/https?:\/\/\S+\/join\/\S+/)?.[0];
  return (
    <Dialog beside={!isModal} title={title} intro={t("invite.mailIntro")} onClose={onClose}>
      {isError && <Notice>{t("invite.mailGone")}</Notice>}
      {link && <LinkField link={link} />}
      {mail && (
        <div>
          <p className="mb-2 text-sm">
            {t("invite.to")}: <strong className="break-all">{invite.inviteeEmail}</strong>
            <br />
            {t("invite.subject")}: <strong>{mail.subject}</strong>
          </p>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long mails scroll, by keyboard too */}
          <div className="mail-text" tabIndex={0} role="group" aria-label={title}>
            {mail.text}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function LinkField({ link }: { link: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(link).then(() => setCopied(true));
  return (
    <div className="grid grid-cols-1 gap-3">
      <Field
        label={t("invite.link")}
        readOnly
        data-autofocus
        value={link}
        onFocus={(event) => event.target.select()}
      />
      <Button kind="primary" onClick={() => void copy()}>
        <Copy className="icon" aria-hidden />
        {t(copied ? "invite.copied" : "invite.copy")}
      </Button>
      <p className="sr-only" role="status">
        {copied && t("invite.copied")}
      </p>
    </div>
  );
}
