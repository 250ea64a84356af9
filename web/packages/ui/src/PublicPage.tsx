import type { ComponentProps, ReactNode } from "react";
import { LanguageButton } from "./LanguageButton.tsx";
import { Logo } from "./Logo.tsx";

/** Frame of a page that anyone may see. */
export function PublicPage(props: ComponentProps<typeof Logo> & { children: ReactNode }) {
  return (
    <div className="public">
      <header className="public-head">
        <Logo tenant={props.tenant} />
        <LanguageButton />
      </header>
      {props.children}
      <footer className="public-foot">
        <span>{props.tenant?.name ?? "Hausruf"}</span>
      </footer>
    </div>
  );
}
