import { retention } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../Loaded.tsx";
import { Part, Section } from "../Section.tsx";
import { EraseAddress } from "./EraseAddress.tsx";
import { retentionKey, RetentionForm } from "./RetentionForm.tsx";
import "./retention.css";

/** For how long the office keeps what has happened, and having it forget a guest. */
export function RetentionSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("settings.retention")} intro={t("retention.intro")}>
      <Keeping />
      <Part title={t("retention.address")} intro={t("retention.addressIntro")}>
        <EraseAddress />
      </Part>
    </Section>
  );
}

function Keeping() {
  const { t } = useTexts();
  const query = useQuery({ queryKey: retentionKey, queryFn: retention.read });
  return (
    <Part title={t("retention.keep")} intro={t("retention.keepIntro")}>
      <Loaded query={query}>{(rules) => <RetentionForm rules={rules} />}</Loaded>
    </Part>
  );
}
