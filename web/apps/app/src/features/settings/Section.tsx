import { useTexts } from "@hausruf/i18n";
import { usePageTitle } from "@hausruf/ui";
import type { ReactNode } from "react";
import { useSession } from "../session/index.ts";

type Props = {
  title: string;
  intro: string;
  /** Everybody else reads that it is none of theirs; the server refuses them anyway. */
  forAdmins?: boolean;
  children: ReactNode;
};

/** One section of the settings: its heading, and {@link Part}s below. */
export function Section({ title, intro, forAdmins, children }: Props) {
  const { t } = useTexts();
  const { data: session } = useSession();
  usePageTitle(title, session?.tenant.name);
  const isRefused = forAdmins && session?.user.role !== "admin";
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          <p>{intro}</p>
        </div>
      </div>
      {isRefused ? (
        <Part title={t("settings.forAdmins")}>
          <p>{t("settings.forAdminsText")}</p>
        </Part>
      ) : (
        children
      )}
    </>
  );
}

/** What belongs together within a section. */
export function Part(props: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <section className="settings-part">
      <h2>{props.title}</h2>
      {props.intro && <p className="settings-intro">{props.intro}</p>}
      {props.children}
    </section>
  );
}
