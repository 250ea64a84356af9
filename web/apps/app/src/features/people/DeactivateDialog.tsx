import { accounts, type Account } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { usePeopleAction } from "./usePeople.ts";

export function DeactivateDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTexts();
  const deactivate = usePeopleAction(accounts.deactivate);
  return (
    <ConfirmDialog
      title={t("people.deactivateTitle", { name: account.displayName })}
      intro={t("people.deactivateText")}
      deed={t("people.deactivate")}
      busy={deactivate.isPending}
      onConfirm={() => deactivate.mutate(account.id, { onSettled: onClose })}
      onClose={onClose}
    />
  );
}
