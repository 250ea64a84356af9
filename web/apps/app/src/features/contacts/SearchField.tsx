import { useTexts } from "@hausruf/i18n";
import { Search } from "lucide-react";

export function SearchField({ value, change }: { value: string; change: (to: string) => void }) {
  const { t } = useTexts();
  return (
    <div className="tools">
      <div className="input-wrap">
        <Search className="icon" aria-hidden />
        <input
          className="input"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          aria-label={t("contacts.search")}
          placeholder={t("contacts.placeholder")}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      </div>
    </div>
  );
}
