import { useTexts } from "@hausruf/i18n";
import { MessagePage } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { Link2Off } from "lucide-react";

/** A link that opens nothing any more, and what to do. */
export function BadLink({ text }: { text: string }) {
  const { t } = useTexts();
  return (
    <MessagePage
      icon={<Link2Off className="icon lg" aria-hidden />}
      tone="warn"
      title={t("accounts.badLinkTitle")}
      text={text}
    >
      <Link className="btn primary" to="/sign-in">
        {t("accounts.backToSignIn")}
      </Link>
    </MessagePage>
  );
}
