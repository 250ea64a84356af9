import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, MessagePage } from "@hausruf/ui";
import { CloudOff } from "lucide-react";
import { problemText } from "../../problemText.ts";

/** The server does not say who is signed in, so there is nothing to show yet. */
export function UnreachablePage({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useTexts();
  return (
    <MessagePage
      icon={<CloudOff className="icon lg" aria-hidden />}
      tone="warn"
      title={t("frame.unreachableTitle")}
      text={problemText(t, problemOf(error))}
    >
      <Button kind="primary" onClick={retry}>
        {t("frame.retry")}
      </Button>
    </MessagePage>
  );
}
