import { useTexts } from "@hausruf/i18n";
import { Button, MessagePage } from "@hausruf/ui";
import { CloudAlert } from "lucide-react";

/** A bug, or a part of the page that could not be fetched after an update of the server. */
export function CrashPage() {
  const { t } = useTexts();
  return (
    <MessagePage
      icon={<CloudAlert className="icon lg" aria-hidden />}
      tone="bad"
      title={t("frame.crashTitle")}
      text={t("frame.crashText")}
    >
      <Button kind="primary" onClick={() => location.reload()}>
        {t("frame.reload")}
      </Button>
    </MessagePage>
  );
}
