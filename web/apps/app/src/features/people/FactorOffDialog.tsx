import { accounts, type Account } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { usePeopleAction } from "./usePeople.ts";

export function FactorOffDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTexts();
  const switchOff = usePeopleAction(accounts.switchOffFactor, () =>
    notify({ kind: "info", text: t("people.factorIsOff") }),
  );
  return (
    <ConfirmDialog
      title={t("people.factorOffTitle", { name: account.displayName })}
      intro={t("people.factorOffText")}
      deed={t("people.factorOff")}
      busy={switchOff.isPending}
      onConfirm={() => switchOff.mutate(account.id, { onSettled: onClose })}
      onClose={onClose}
    />
  );
}
