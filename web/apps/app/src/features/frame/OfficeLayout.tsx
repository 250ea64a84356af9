import { useTexts } from "@hausruf/i18n";
import { Logo, Toasts } from "@hausruf/ui";
import { Link, Outlet } from "@tanstack/react-router";
import { Contact, Phone, Video } from "lucide-react";
import { MissedBadge } from "../calls/index.ts";
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
          <nav className="nav tabs" aria-label={t("frame.navigation")}>
            <Link to="/portal/office/videocalls">
              <Video className="icon" aria-hidden />
              {t("frame.videocalls")}
            </Link>
            <Link to="/portal/office/calls" activeOptions={{ includeSearch: false }}>
              <Phone className="icon" aria-hidden />
              {t("calls.title")}
              <MissedBadge />
            </Link>
            <Link to="/portal/office/contacts">
              <Contact className="icon" aria-hidden />
              {t("contacts.title")}
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
