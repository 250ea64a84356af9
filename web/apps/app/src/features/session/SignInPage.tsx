import "@hausruf/i18n/accounts";
import { useTexts } from "@hausruf/i18n";
import { LanguageButton, Logo, Notice, usePageTitle } from "@hausruf/ui";
import { Link, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Redirect } from "../../Redirect.tsx";
import { rememberedProvider } from "./providerMemory.ts";
import { SignInArt } from "./SignInArt.tsx";
import { SignInForm } from "./SignInForm.tsx";
import { useSession } from "./useSession.ts";

/** Only for offices that have such a service. */
const ProviderButton = lazy(async () => ({
  default: (await import("./ProviderButton.tsx")).ProviderButton,
}));
const ProviderCode = lazy(async () => ({
  default: (await import("./ProviderCode.tsx")).ProviderCode,
}));

/** What the server says of a sign-in elsewhere. */
const refusals = ["over", "declined", "failed", "nobody", "too-many"] as const;

export function SignInPage() {
  const { t } = useTexts();
  const { back, provider, step, refused } = useSearch({ from: "/sign-in" });
  const { data: session } = useSession();
  const why = refusals.find((it) => it === refused);
  usePageTitle(t("signIn.title"));
  if (session) return <Redirect to={placeToReturn(back)} />;
  return (
    <div className="sign">
      <main className="sign-form">
        <div className="flex items-center justify-between gap-3">
          <Logo />
          <LanguageButton />
        </div>
        {step === "code" ? (
          <Suspense>
            <ProviderCode back={back} />
          </Suspense>
        ) : (
          <SignInForm
            head={
              <>
                <div>
                  <h1 tabIndex={-1}>{t("signIn.title")}</h1>
                  <p className="mt-2 text-fg-muted">{t("signIn.intro")}</p>
                </div>
                {why && <Notice>{t(`signIn.refused-${why}`)}</Notice>}
                {(provider ?? rememberedProvider()) && (
                  <Suspense>
                    <ProviderButton id={provider} back={back} />
                  </Suspense>
                )}
              </>
            }
            foot={
              <p className="sign-foot">
                <Link to="/portal/forgotten">{t("signIn.forgotten")}</Link>
              </p>
            }
          />
        )}
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
