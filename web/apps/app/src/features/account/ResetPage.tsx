import { passwordReset } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { MessagePage } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { forgetAccount } from "../../queryClient.ts";
import { UnreachablePage } from "../frame/UnreachablePage.tsx";
import { AccountForm } from "./AccountForm.tsx";
import { AccountFrame } from "./AccountFrame.tsx";
import { BadLink } from "./BadLink.tsx";
import { forgetLink } from "./linkToken.ts";
import { useAccountLink } from "./useAccountLink.ts";

/** `/portal/reset#…`: a new password for who has forgotten the old one. */
export function ResetPage() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const { link, about, isBad, error, retry } = useAccountLink(({ id, token }) =>
    passwordReset.preview(id, token),
  );
  const reset = useMutation({
    mutationFn: ({ newPassword }: { newPassword: string }) =>
      passwordReset.use(link?.id ?? "", link?.token ?? "", newPassword),
    onSuccess: () => {
      forgetLink();
      forgetAccount(cache);
    },
  });
  if (reset.isSuccess)
    return (
      <MessagePage
        icon={<KeyRound className="icon lg" aria-hidden />}
        tone="accent"
        title={t("accounts.resetDoneTitle")}
        text={t("accounts.resetDoneText")}
      >
        <Link className="btn primary" to="/sign-in">
          {t("accounts.backToSignIn")}
        </Link>
      </MessagePage>
    );
  if (isBad) return <BadLink text={t("accounts.badLinkText")} />;
  if (error) return <UnreachablePage error={error} retry={() => void retry()} />;
  if (!about) return null;
  return (
    <AccountFrame tenant={about.tenant}>
      <AccountForm
        title={t("accounts.resetTitle")}
        intro={t("accounts.resetIntro")}
        fields={["newPassword"]}
        submit={t("accounts.resetSubmit")}
        error={reset.error}
        busy={reset.isPending}
        onSubmit={reset.mutate}
      />
    </AccountFrame>
  );
}
