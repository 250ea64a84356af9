import { useTexts } from "@hausruf/i18n";
import { Section } from "../Section.tsx";
import { SignInProviders } from "./SignInProviders.tsx";
import { TokenIssuers } from "./TokenIssuers.tsx";

/** Whom the office believes when they say who somebody is. */
export function IdentitySection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("settings.identity")} intro={t("identity.intro")}>
      <SignInProviders />
      <TokenIssuers />
    </Section>
  );
}
