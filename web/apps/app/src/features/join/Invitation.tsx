import { useTexts } from "@hausruf/i18n";
import { PublicPage, usePageTitle } from "@hausruf/ui";
import type { JoinClient } from "./joinClient.ts";
import { JoinForm } from "./JoinForm.tsx";
import type { JoinState } from "./joinState.ts";
import { DevicePreview } from "../preview/index.ts";

type Props = { state: Extract<JoinState, { phase: "invited" }>; client: JoinClient };

/** Read in this order: welcome, title, preview, name, button. */
export function Invitation({ state, client }: Props) {
  const { t, language } = useTexts();
  const { tenant, callTitle, hostName, hostPresent } = state.preview;
  usePageTitle(t("join.title", { title: callTitle }), tenant.name);
  return (
    <PublicPage tenant={tenant}>
      <main className="joinpage">
        <div className="intro">
          <h1>{tenant.welcome[language]}</h1>
          <div className="what">
            <strong>{callTitle}</strong>
            <span>{t(hostPresent ? "join.expects" : "join.notThere", { name: hostName })}</span>
          </div>
        </div>
        <DevicePreview />
        <JoinForm state={state} client={client} />
      </main>
    </PublicPage>
  );
}
