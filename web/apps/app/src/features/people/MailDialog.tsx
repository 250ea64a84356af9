import { accounts, type UserInvite } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useState } from "react";

/** The mail that nobody could send, for the admin to pass on. */
export function MailDialog({ invite, onClose }: { invite: UserInvite; onClose: () => void }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const { data: mail, isError } = useQuery({
    queryKey: ["user-invite-mail", invite.id],
    queryFn: () => accounts.mail(invite.id),
    staleTime: 0,
    gcTime: 0, // holds a clear token
  });
  const link = mail?.text.match(/https?:\/\/\S+#\S+/)?.[0];
  const copy = (text: string) => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Dialog title={t("people.mailTitle")} intro={t("people.mailIntro")} onClose={onClose}>
      {isError && <Notice>{t("people.mailGone")}</Notice>}
      {link && (
        <div className="grid grid-cols-1 gap-3">
          <Field
            label={t("people.link")}
            readOnly
            data-autofocus
            value={link}
            onFocus={(event) => event.target.select()}
          />
          <Button kind="primary" onClick={() => void copy(link)}>
            <Copy className="icon" aria-hidden />
            {t(copied ? "people.copied" : "people.copy")}
          </Button>
          <p className="sr-only" role="status">
            {copied && t("people.copied")}
          </p>
        </div>
      )}
    </Dialog>
  );
}
