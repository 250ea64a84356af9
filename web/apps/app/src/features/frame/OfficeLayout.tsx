import { useTexts } from "@hausruf/i18n";
import { Logo, Toasts } from "@hausruf/ui";
import { Link, Outlet } from "@tanstack/react-router";
import { Video } from "lucide-react";
import { useSession } from "../session/index.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import "./frame.css";

/** The office around its pages: a column at the side, on a phone a bar on top. */
export function OfficeLayout() {
  const { t } = useTexts();
  const { data: session } = useSession();
  if (!session) return null;
  return (
    <>
      <a className="skip" href="#content">
        {t("frame.skip")}
      </a>
      <div className="office">
        <header className="side">
          <Logo tenant={session.tenant} />
          <nav className="nav" aria-label={t("frame.navigation")}>
            <Link to="/portal/office/videocalls">
              <Video className="icon" aria-hidden />
              {t("frame.videocalls")}
            </Link>
          </nav>
          <AccountMenu user={session.user} />
        </header>
        <main id="content" tabIndex={-1}>
          <div className="page">
            <Outlet />
          </div>
        </main>
      </div>
      <Toasts />
    </>
  );
}
