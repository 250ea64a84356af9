import { useTexts } from "@hausruf/i18n";
import { LanguageButton, Logo } from "@hausruf/ui";
import type { ComponentProps, ReactNode } from "react";
import { SignInArt } from "../session/index.ts";
import "../session/signIn.css";

/** Around every page that leads to an account; as signing in looks. */
export function AccountFrame(props: ComponentProps<typeof Logo> & { children: ReactNode }) {
  const { t } = useTexts();
  return (
    <div className="sign">
      <main className="sign-form">
        <div className="flex items-center justify-between gap-3">
          <Logo tenant={props.tenant} />
          <LanguageButton />
        </div>
        {props.children}
      </main>
      <aside className="sign-art" aria-label={t("frame.product")}>
        <SignInArt />
        <p>{t("signIn.claim")}</p>
      </aside>
    </div>
  );
}
