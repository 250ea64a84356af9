import { useTexts } from "@hausruf/i18n";
import { UsersRound } from "lucide-react";

/** In an office of one, with an empty book. */
export function NoContacts() {
  const { t } = useTexts();
  return (
    <div className="card empty">
      <span className="glyph accent">
        <UsersRound className="icon lg" aria-hidden />
      </span>
      <h2>{t("contacts.none")}</h2>
      <p>{t("contacts.noneText")}</p>
    </div>
  );
}
