import "@hausruf/i18n/mail";
import { problemOf, senderLink } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, MessagePage, Notice, usePageTitle } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { problemText } from "../../problemText.ts";
import { UnreachablePage } from "../frame/UnreachablePage.tsx";
import { AccountFrame } from "./AccountFrame.tsx";
import { BadLink } from "./BadLink.tsx";
import { forgetLink } from "./linkToken.ts";
import { useAccountLink } from "./useAccountLink.ts";

/** `/portal/sender#…`: whoever reads what is sent to an address allows an office to send as it. */
export function SenderPage() {
  const { t } = useTexts();
  usePageTitle(t("mail.confirmTitle"));
  const { link, about, isBad, error, retry } = useAccountLink(({ id, token }) =>
    senderLink.preview(id, token),
  );
  const confirm = useMutation({
    mutationFn: () => senderLink.confirm(link?.id ?? "", link?.token ?? ""),
    onSuccess: forgetLink,
  });
  if (isBad) return <BadLink text={t("mail.badLinkText")} />;
  if (error) return <UnreachablePage error={error} retry={() => void retry()} />;
  if (!about) return null;
  const words = { office: about.tenant.name, email: about.email };
  if (confirm.isSuccess)
    return (
      <MessagePage
        icon={<MailCheck className="icon lg" aria-hidden />}
        tone="accent"
        title={t("mail.confirmedTitle")}
        text={t("mail.confirmedText", words)}
      />
    );
  return (
    <AccountFrame tenant={about.tenant}>
      <form
        className="sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          if (!confirm.isPending) confirm.mutate();
        }}
      >
        <div>
          <h1 tabIndex={-1}>{t("mail.confirmTitle")}</h1>
          <p className="mt-2 text-fg-muted">{t("mail.confirmText", words)}</p>
          <p className="mt-2 text-fg-muted">
            {t("mail.confirmName", { name: about.displayName })}{" "}
            {about.replyTo
              ? t("mail.confirmReplyTo", { email: about.replyTo })
              : t("mail.confirmReplyToHost")}
          </p>
        </div>
        {confirm.error && <Notice>{problemText(t, problemOf(confirm.error))}</Notice>}
        <Button kind="primary" wide type="submit" busy={confirm.isPending}>
          {t(confirm.isPending ? "mail.confirming" : "mail.confirm")}
        </Button>
      </form>
    </AccountFrame>
  );
}
