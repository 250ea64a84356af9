import { useTexts } from "@hausruf/i18n";
import { Section } from "../Section.tsx";
import { ApiKeys } from "./ApiKeys.tsx";
import { Origins } from "./Origins.tsx";
import { Webhooks } from "./Webhooks.tsx";

/** What connects other programs: keys, webhooks, pages of other origins. */
export function IntegrationsSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("settings.integrations")} intro={t("integrations.intro")}>
      <p className="settings-lead">
        <a href="/api/docs">{t("integrations.docs")}</a>
      </p>
      <ApiKeys />
      <Webhooks />
      <Origins />
    </Section>
  );
}
