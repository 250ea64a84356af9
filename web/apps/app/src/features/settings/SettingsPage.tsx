import { useTexts } from "@hausruf/i18n";
import { Link, Outlet } from "@tanstack/react-router";
import { useSession } from "../session/index.ts";
import { sections } from "./sections.ts";
import "./settings.css";

/** `/portal/office/settings`: the list of sections, and beside it the one that is open. */
export function SettingsPage() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const isAdmin = session?.user.role === "admin";
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t("settings.sections")}>
        <p>{t("settings.title")}</p>
        <ul>
          {sections
            .filter(({ forAdmins }) => isAdmin || !forAdmins)
            .map(({ to, title, icon: Icon }) => (
              <li key={to}>
                <Link to={to}>
                  <Icon className="icon" aria-hidden />
                  {t(title)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className="settings-section">
        <Outlet />
      </div>
    </div>
  );
}
