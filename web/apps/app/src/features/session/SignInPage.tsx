import { useTexts } from "@hausruf/i18n";
import { LanguageButton, Logo, usePageTitle } from "@hausruf/ui";
import { Link, useSearch } from "@tanstack/react-router";
import { Redirect } from "../../Redirect.tsx";
import { SignInArt } from "./SignInArt.tsx";
import { SignInForm } from "./SignInForm.tsx";
import { useSession } from "./useSession.ts";

export function SignInPage() {
  const { t } = useTexts();
  const { back } = useSearch({ from: "/sign-in" });
  const { data: session } = useSession();
  usePageTitle(t("signIn.title"));
  if (session) return <Redirect to={placeToReturn(back)} />;
  return (
    <div className="sign">
      <main className="sign-form">
        <div className="flex items-center justify-between gap-3">
          <Logo />
          <LanguageButton />
        </div>
        <SignInForm
          head={
            <div>
              <h1 tabIndex={-1}>{t("signIn.title")}</h1>
              <p className="mt-2 text-fg-muted">{t("signIn.intro")}</p>
            </div>
          }
          foot={
            <p className="sign-foot">
              <Link to="/portal/forgotten">{t("signIn.forgotten")}</Link>
            </p>
          }
        />
      </main>
      <aside className="sign-art" aria-label={t("frame.product")}>
        <SignInArt />
        <p>{t("signIn.claim")}</p>
      </aside>
    </div>
  );
}

/** Only ever a page of the office, whatever somebody wrote into the link. */
export function placeToReturn(back: string | undefined): string {
  return back?.startsWith("/portal/") ? back : "/portal/office/videocalls";
}
