import { useTexts } from "@hausruf/i18n";
import { PublicPage, usePageTitle } from "@hausruf/ui";
import type { JoinClient } from "./joinClient.ts";
import { JoinForm } from "./JoinForm.tsx";
import type { JoinState } from "./joinState.ts";
import { useWhen } from "./useWhen.ts";
import { Waiting } from "./Waiting.tsx";
import { DevicePreview } from "../preview/index.ts";

type Props = {
  state: Extract<JoinState, { phase: "invited" | "waiting" }>;
  client: JoinClient;
};

/** Read in this order: welcome, title, preview, name, button. Who waits in the lobby keeps the preview. */
export function Invitation({ state, client }: Props) {
  const { t, language } = useTexts();
  const when = useWhen();
  const { tenant, callTitle, hostName, hostPresent, plannedFor } =
    state.phase === "invited" ? state.preview : state.lobby;
  usePageTitle(t("join.title", { title: callTitle }), tenant.name);
  return (
    <PublicPage tenant={tenant}>
      <main className="joinpage">
        <div className="intro">
          <h1>{tenant.welcome[language]}</h1>
          <div className="what">
            <strong>{callTitle}</strong>
            {plannedFor && <span>{t("join.planned", { when: when(plannedFor) })}</span>}
            {state.phase === "invited" && (
              <span>{t(hostPresent ? "join.expects" : "join.notThere", { name: hostName })}</span>
            )}
          </div>
        </div>
        <DevicePreview />
        {state.phase === "invited" ? (
          <JoinForm state={state} client={client} />
        ) : (
          <Waiting lobby={state.lobby} isLost={state.isLost} />
        )}
      </main>
    </PublicPage>
  );
}
