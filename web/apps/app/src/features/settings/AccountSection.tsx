import { useTexts } from "@hausruf/i18n";
import { OwnAccount } from "../account/OwnAccount.tsx";
import { useSession } from "../session/index.ts";
import { Part, Section } from "./Section.tsx";

/** Who one is. */
export function AccountSection() {
  const { t } = useTexts();
  const { data: session } = useSession();
  if (!session) return null;
  const { displayName, email, role } = session.user;
  return (
    <Section title={t("settings.account")} intro={t("settings.accountIntro")}>
      <Part title={displayName}>
        <dl className="settings-facts">
          <dt>{t("settings.name")}</dt>
          <dd>{displayName}</dd>
          <dt>{t("settings.email")}</dt>
          <dd>{email}</dd>
          <dt>{t("settings.role")}</dt>
          <dd>{t(`settings.${role}`)}</dd>
        </dl>
      </Part>
      <OwnAccount name={displayName} />
    </Section>
  );
}
