import { accounts, erasure, type Account, type Role } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Avatar, Button } from "@hausruf/ui";
import { useState } from "react";
import { EraseDialog } from "../settings/retention/EraseDialog.tsx";
import { DeactivateDialog } from "./DeactivateDialog.tsx";
import { FactorOffDialog } from "./FactorOffDialog.tsx";
import { moment } from "./moment.ts";
import { RoleSelect } from "./RoleSelect.tsx";
import { usePeopleAction } from "./usePeople.ts";

type Props = { account: Account; isOwn: boolean };

/** One account: role, when they were last here, whether they may sign in. */
export function AccountRow({ account, isOwn }: Props) {
  const { t, language } = useTexts();
  const [asking, setAsking] = useState<"deactivate" | "factor" | "erase" | null>(null);
  const { id, displayName: name, email, active, lastSeenAt } = account;
  const changeRole = usePeopleAction((role: string) => accounts.changeRole(id, role as Role));
  const activate = usePeopleAction(accounts.activate);
  const seen = lastSeenAt
    ? t("people.lastSeen", { when: moment(lastSeenAt, language) })
    : t("people.neverSeen");
  return (
    <li className={active ? undefined : "inactive"}>
      <Avatar name={name} />
      <div className="who">
        <strong>
          {name}
          {isOwn && <span className="tag">{t("people.you")}</span>}
          {account.secondFactor && <span className="tag">{t("people.twoSteps")}</span>}
          {!active && <span className="tag">{t("people.inactive")}</span>}
        </strong>
        <span>{email}</span>
        <span>{seen}</span>
      </div>
      <RoleSelect
        label={t("people.roleOf", { name })}
        hidden
        value={account.role}
        busy={changeRole.isPending || !active}
        onChange={(role) => changeRole.mutate(role)}
      />
      {account.secondFactor && !isOwn && (
        <Button
          aria-label={t("people.factorOffNamed", { name })}
          onClick={() => setAsking("factor")}
        >
          {t("people.factorOff")}
        </Button>
      )}
      {active ? (
        <Button
          aria-label={t("people.deactivateNamed", { name })}
          onClick={() => setAsking("deactivate")}
        >
          {t("people.deactivate")}
        </Button>
      ) : (
        <div className="acts">
          <Button
            aria-label={t("people.activateNamed", { name })}
            busy={activate.isPending}
            onClick={() => activate.mutate(id)}
          >
            {t("people.activate")}
          </Button>
          <Button
            kind="quiet"
            aria-label={t("people.eraseNamed", { name })}
            onClick={() => setAsking("erase")}
          >
            {t("people.erase")}
          </Button>
        </div>
      )}
      {asking === "deactivate" && (
        <DeactivateDialog account={account} onClose={() => setAsking(null)} />
      )}
      {asking === "erase" && (
        <EraseDialog
          name={name}
          word={email}
          what="account"
          erase={() => erasure.person(id, language)}
          onDone={() => setAsking(null)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "factor" && <FactorOffDialog account={account} onClose={() => setAsking(null)} />}
    </li>
  );
}
