import "@hausruf/i18n/mail";
import { senders } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../Loaded.tsx";
import { Part, Section } from "../Section.tsx";
import { SenderDialog } from "./SenderDialog.tsx";
import { SenderRow } from "./SenderRow.tsx";
import { sendersKey } from "./sendersKey.ts";

/** As whom the office's mail goes out. */
export function SendersSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("mail.title")} intro={t("mail.intro")}>
      <Senders />
    </Section>
  );
}

function Senders() {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: sendersKey, queryFn: senders.list });
  return (
    <Part title={t("mail.senders")} intro={t("mail.sendersIntro")}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="settings-none">{t("mail.none")}</p>
          ) : (
            <ul className="settings-list">
              {items.map((it) => (
                <SenderRow key={it.id} sender={it} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="settings-foot">
        <Button onClick={() => setAdding(true)}>{t("mail.add")}</Button>
      </div>
      {adding && <SenderDialog onClose={() => setAdding(false)} />}
    </Part>
  );
}
