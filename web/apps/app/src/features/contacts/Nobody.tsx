import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { SearchX } from "lucide-react";

export function Nobody({ search, clear }: { search: string; clear: () => void }) {
  const { t } = useTexts();
  return (
    <div className="card empty" role="status">
      <span className="glyph">
        <SearchX className="icon lg" aria-hidden />
      </span>
      <h2>{t("contacts.nobody")}</h2>
      <p>{t("contacts.nobodyText", { search })}</p>
      <Button onClick={clear}>{t("contacts.clear")}</Button>
    </div>
  );
}
