import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { settingsProblem } from "../settings/settingsProblem.ts";

/** A part that could not be loaded, and a way to ask again. */
export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useTexts();
  return (
    <Notice action={<Button onClick={retry}>{t("frame.retry")}</Button>}>
      {settingsProblem(t, problemOf(error))}
    </Notice>
  );
}
