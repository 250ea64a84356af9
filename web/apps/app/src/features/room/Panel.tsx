import type { Tenant } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Logo } from "@hausruf/ui";
import { BadgeCheck, Lock, Monitor, TicketCheck, type LucideIcon } from "lucide-react";

/** The icons a tenant may choose for its tiles. */
const icons: Record<string, LucideIcon> = { lock: Lock, ticket: TicketCheck, monitor: Monitor };

/** Whose room this is. */
export function Panel({ tenant }: { tenant: Tenant }) {
  const { t, language } = useTexts();
  return (
    <aside className="panel" aria-label={t("room.about", { name: tenant.name })}>
      <Logo tenant={tenant} />
      <h2>{tenant.welcome[language]}</h2>
      <ul className="features">
        {tenant.tiles.map((tile) => (
          <li className="feature" key={tile.text.de}>
            <TileIcon name={tile.icon} />
            <span>{tile.text[language]}</span>
          </li>
        ))}
      </ul>
      <p className="company">{tenant.sentence[language]}</p>
    </aside>
  );
}

function TileIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? BadgeCheck;
  return <Icon className="icon" aria-hidden />;
}
