import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";

/** Nothing to list: at all, or with these filters. */
export function NoLog({ showAll }: { showAll?: () => void }) {
  const { t } = useTexts();
  return (
    <div className="card empty">
      <span className="glyph">
        <Phone className="icon lg" aria-hidden />
      </span>
      <h2>{t(showAll ? "calls.noneFound" : "calls.none")}</h2>
      {showAll ? (
        <Button onClick={showAll}>{t("calls.showAll")}</Button>
      ) : (
        <>
          <p>{t("calls.noneText")}</p>
          <Link className="btn primary" to="/portal/office/contacts">
            {t("calls.toContacts")}
          </Link>
        </>
      )}
    </div>
  );
}
