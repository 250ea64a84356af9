import { passwordReset } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { MessagePage } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Mail, MailX } from "lucide-react";
import { AccountForm } from "./AccountForm.tsx";
import { AccountFrame } from "./AccountFrame.tsx";

/** `/portal/forgotten`: asks for a link to a new password. Says the same whether there is such an account or not. */
export function ForgottenPage() {
  const { t, language } = useTexts();
  const ask = useMutation({
    mutationFn: ({ email }: { email: string }) => passwordReset.ask(email.trim(), language),
  });
  const back = (
    <Link className="btn primary" to="/sign-in">
      {t("accounts.backToSignIn")}
    </Link>
  );
  if (ask.data?.byMail)
    return (
      <MessagePage
        icon={<Mail className="icon lg" aria-hidden />}
        tone="accent"
        title={t("accounts.askedTitle")}
        text={t("accounts.askedText", { email: ask.variables?.email.trim() ?? "" })}
      >
        {back}
      </MessagePage>
    );
  if (ask.data)
    return (
      <MessagePage
        icon={<MailX className="icon lg" aria-hidden />}
        tone="warn"
        title={t("accounts.noMailTitle")}
        text={t("accounts.noMailText")}
      >
        {back}
      </MessagePage>
    );
  return (
    <AccountFrame>
      <AccountForm
        title={t("accounts.forgottenTitle")}
        intro={t("accounts.forgottenIntro")}
        fields={["email"]}
        submit={t("accounts.forgottenSubmit")}
        error={ask.error}
        busy={ask.isPending}
        onSubmit={ask.mutate}
        foot={
          <p className="sign-foot">
            <Link to="/sign-in">{t("accounts.backToSignIn")}</Link>
          </p>
        }
      />
    </AccountFrame>
  );
}
