import { useTexts } from "@hausruf/i18n";
import { PublicPage, usePageTitle } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { DoorClosed } from "lucide-react";

export function NotFoundPage() {
  const { t } = useTexts();
  usePageTitle(t("frame.notFoundTitle"));
  return (
    <PublicPage>
      <main className="center">
        <span className="glyph">
          <DoorClosed className="icon lg" aria-hidden />
        </span>
        <h1>{t("frame.notFoundTitle")}</h1>
        <p className="lead">{t("frame.notFoundText")}</p>
        <Link className="btn primary" to="/portal/office/videocalls">
          {t("frame.toOverview")}
        </Link>
      </main>
    </PublicPage>
  );
}
