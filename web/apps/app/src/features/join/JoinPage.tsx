import { useTexts } from "@hausruf/i18n";
import { showAccent } from "@hausruf/ui";
import { useEffect } from "react";
import { EnterAgain, LoadedGuestRoom, OverMessage } from "../room/index.ts";
import { Invitation } from "./Invitation.tsx";
import type { JoinState } from "./joinState.ts";
import { RefusedPage } from "./RefusedPage.tsx";
import { UncheckedPage } from "./UncheckedPage.tsx";
import { useJoin } from "./useJoin.ts";
import "./join.css";

/** `/portal/office/videocalls/join/{inviteId}?t=TOKEN` */
export function JoinPage() {
  const { state, client } = useJoin();
  const accent = tenantOf(state)?.accentColor;
  useEffect(() => showAccent(accent ?? null), [accent]);

  switch (state.phase) {
    case "checking":
      return <Checking />;
    case "invited":
    case "waiting":
      return <Invitation state={state} client={client} />;
    case "inside":
      return (
        <LoadedGuestRoom inviteId={client.inviteId} entry={state.entry} onInside={client.inside} />
      );
    case "left":
      return (
        <OverMessage reason="left" tenant={state.entry.tenant}>
          <EnterAgain reason="left" onEnter={() => void client.enterAgain()} />
        </OverMessage>
      );
    case "refused":
      return <RefusedPage refusal={state.refusal} client={client} />;
    case "unreachable":
      return <UncheckedPage problem={state.problem} onRetry={() => void client.open()} />;
  }
}

/** Says nothing of anybody: whether the link is good is not known yet. */
function Checking() {
  const { t } = useTexts();
  return (
    <main className="checking" aria-busy="true">
      <p role="status">{t("join.loading")}</p>
    </main>
  );
}

function tenantOf(state: JoinState) {
  switch (state.phase) {
    case "invited":
      return state.preview.tenant;
    case "waiting":
      return state.lobby.tenant;
    case "inside":
    case "left":
      return state.entry.tenant;
    case "refused":
      return state.refusal.told.tenant;
    default:
      return undefined;
  }
}
