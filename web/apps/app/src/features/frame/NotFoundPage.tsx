import { useTexts } from "@hausruf/i18n";
import { MessagePage } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { SignpostBig } from "lucide-react";

export function NotFoundPage() {
  const { t } = useTexts();
  return (
    <MessagePage
      icon={<SignpostBig className="icon lg" aria-hidden />}
      title={t("frame.notFoundTitle")}
      text={t("frame.notFoundText")}
    >
      <Link className="btn primary" to="/portal/office/videocalls">
        {t("frame.toOverview")}
      </Link>
    </MessagePage>
  );
}
