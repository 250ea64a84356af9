import type { ComponentProps, ReactNode } from "react";
import { PublicPage } from "./PublicPage.tsx";
import { usePageTitle } from "./usePageTitle.ts";

type Props = Pick<ComponentProps<typeof PublicPage>, "tenant"> & {
  icon: ReactNode;
  tone?: "neutral" | "warn" | "accent" | "bad";
  title: string;
  /** One sentence what, one sentence what next. */
  text: ReactNode;
  /** The way on. */
  children?: ReactNode;
};

/** A page with one message; its heading takes focus and is the page's title. */
export function MessagePage({ tenant, icon, tone = "neutral", title, text, children }: Props) {
  usePageTitle(title, tenant?.name);
  return (
    <PublicPage tenant={tenant}>
      <main className="center">
        <span className={`glyph ${tone}`}>{icon}</span>
        <h1 tabIndex={-1} ref={takeFocus}>
          {title}
        </h1>
        <p className="lead">{text}</p>
        {children}
      </main>
    </PublicPage>
  );
}

/** Once: a function of its own for each rendering would take it again each time. */
const takeFocus = (heading: HTMLElement | null) => heading?.focus();
