import type { Tenant } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Logo } from "@hausruf/ui";
import { TileIcon } from "../../TileIcon.tsx";

/** Whose room this is. */
export function Panel({ tenant, covered }: { tenant: Tenant; covered: boolean }) {
  const { t, language } = useTexts();
  return (
    <aside className="panel" inert={covered} aria-label={t("room.about", { name: tenant.name })}>
      <Logo tenant={tenant} />
      <h2>{tenant.welcome[language]}</h2>
      <ul className="features">
        {tenant.tiles.map((tile, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- two tiles may say the same
          <li className="feature" key={`${index} ${tile.text.de}`}>
            <TileIcon name={tile.icon} />
            <span>{tile.text[language]}</span>
          </li>
        ))}
      </ul>
      <p className="company">{tenant.sentence[language]}</p>
    </aside>
  );
}
