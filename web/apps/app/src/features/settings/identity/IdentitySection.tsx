import { useTexts } from "@hausruf/i18n";
import { Section } from "../Section.tsx";
import { TokenIssuers } from "./TokenIssuers.tsx";

/** Whom the office believes when they say who somebody is. */
export function IdentitySection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("identity.title")} intro={t("identity.intro")}>
      <TokenIssuers />
    </Section>
  );
}
