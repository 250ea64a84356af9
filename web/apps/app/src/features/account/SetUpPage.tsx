import { setUp, type Session } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { sessionKey } from "../../queryClient.ts";
import { UnreachablePage } from "../frame/UnreachablePage.tsx";
import { AccountForm, type AccountValues } from "./AccountForm.tsx";
import { AccountFrame } from "./AccountFrame.tsx";
import { BadLink } from "./BadLink.tsx";
import { forgetLink } from "./linkToken.ts";
import { useAccountLink } from "./useAccountLink.ts";

/** `/portal/setup#…`: the first office and its admin. */
export function SetUpPage() {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { link, about, isBad, error, retry } = useAccountLink(({ token }) =>
    setUp.check(token).then(() => true),
  );
  const make = useMutation({
    mutationFn: ({ newPassword, ...values }: AccountValues) =>
      setUp.make(link?.token ?? "", {
        ...values,
        password: newPassword,
        timeZone: ownZone(),
        language,
      }),
    onSuccess: (session) => {
      forgetLink();
      cache.setQueryData<Session | null>(sessionKey, session);
      void navigate({ to: "/portal/office/videocalls", replace: true });
    },
  });
  if (isBad) return <BadLink text={t("accounts.badSetUpText")} />;
  if (error) return <UnreachablePage error={error} retry={() => void retry()} />;
  if (!about) return null;
  return (
    <AccountFrame>
      <AccountForm
        title={t("accounts.setUpTitle")}
        intro={t("accounts.setUpIntro")}
        fields={["officeName", "displayName", "email", "newPassword"]}
        submit={t("accounts.setUpSubmit")}
        error={make.error}
        busy={make.isPending}
        onSubmit={make.mutate}
      />
    </AccountFrame>
  );
}

/** In which the office tells the time. */
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
