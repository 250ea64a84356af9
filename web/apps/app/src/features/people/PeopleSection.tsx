import { accounts } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useSession } from "../session/index.ts";
import { Part, Section } from "../settings/Section.tsx";
import { Waiting } from "../settings/Waiting.tsx";
import { AccountRow } from "./AccountRow.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { InviteRow } from "./InviteRow.tsx";
import { peopleKey } from "./peopleKey.ts";
import { Failed } from "./Failed.tsx";
import "./people.css";

/** Who has an account in the office, and who was asked to make one. */
export function PeopleSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("people.title")} intro={t("people.intro")}>
      <People />
    </Section>
  );
}

function People() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { data, error, refetch } = useQuery({ queryKey: peopleKey, queryFn: accounts.list });
  const [inviting, setInviting] = useState(false);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <>
      <Part title={t("people.accounts")}>
        <ul className="people">
          {data.people.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              isOwn={account.id === session?.user.id}
            />
          ))}
        </ul>
      </Part>
      <Part title={t("people.invites")}>
        {data.invites.length === 0 && <p>{t("people.noInvites")}</p>}
        <ul className="people">
          {data.invites.map((invite) => (
            <InviteRow key={invite.id} invite={invite} />
          ))}
        </ul>
        <div className="settings-foot">
          <Button kind="primary" onClick={() => setInviting(true)}>
            <UserPlus className="icon" aria-hidden />
            {t("people.invite")}
          </Button>
        </div>
      </Part>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
