import { userInvite, type Session } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { forgetAccount, sessionKey } from "../../queryClient.ts";
import { UnreachablePage } from "../frame/UnreachablePage.tsx";
import { AccountForm, type AccountValues } from "./AccountForm.tsx";
import { AccountFrame } from "./AccountFrame.tsx";
import { BadLink } from "./BadLink.tsx";
import { forgetLink } from "./linkToken.ts";
import { useAccountLink } from "./useAccountLink.ts";

/** `/portal/welcome#…`: who was asked in makes their account. */
export function WelcomePage() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { link, about, isBad, error, retry } = useAccountLink(({ id, token }) =>
    userInvite.preview(id, token),
  );
  const accept = useMutation({
    mutationFn: ({ displayName, newPassword }: AccountValues) =>
      userInvite.accept(link?.id ?? "", link?.token ?? "", displayName, newPassword),
    onSuccess: (session) => {
      forgetLink();
      forgetAccount(cache); // of whoever was signed in here before
      cache.setQueryData<Session | null>(sessionKey, session);
      void navigate({ to: "/portal/office/videocalls", replace: true });
    },
  });
  if (isBad) return <BadLink text={t("accounts.badLinkText")} />;
  if (error) return <UnreachablePage error={error} retry={() => void retry()} />;
  if (!about) return null;
  return (
    <AccountFrame tenant={about.tenant}>
      <AccountForm
        title={t("accounts.welcomeTitle")}
        intro={t("accounts.welcomeIntro", { email: about.email, office: about.tenant.name })}
        fields={["displayName", "newPassword"]}
        submit={t("accounts.welcomeSubmit")}
        error={accept.error}
        busy={accept.isPending}
        onSubmit={accept.mutate}
      />
    </AccountFrame>
  );
}
