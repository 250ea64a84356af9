import { useTexts } from "@hausruf/i18n";
import { Button, MessagePage, showAccent } from "@hausruf/ui";
import { CloudOff } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { problemText } from "../../problemText.ts";
import { EnterAgain, loadGuestRoom, OverMessage } from "../room/index.ts";
import { Invitation } from "./Invitation.tsx";
import type { JoinState } from "./joinState.ts";
import { RefusedPage } from "./RefusedPage.tsx";
import { useJoin } from "./useJoin.ts";
import "./join.css";

const GuestRoom = lazy(() => loadGuestRoom().then((module) => ({ default: module.GuestRoom })));

/** `/portal/office/videocalls/join/{inviteId}?t=TOKEN` */
export function JoinPage() {
  const { t } = useTexts();
  const { state, client } = useJoin();
  const accent = tenantOf(state)?.accentColor;
  useEffect(() => showAccent(accent ?? null), [accent]);

  switch (state.phase) {
    case "checking":
      return <Checking />;
    case "invited":
      return <Invitation state={state} client={client} />;
    case "inside":
      return (
        <Suspense fallback={<Checking />}>
          <GuestRoom inviteId={client.inviteId} entry={state.entry} onInside={client.inside} />
        </Suspense>
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
      return (
        <MessagePage
          icon={<CloudOff className="icon lg" aria-hidden />}
          tone="warn"
          title={t("join.unreachable")}
          text={
            state.problem.code === "unreachable"
              ? t("join.unreachableText")
              : problemText(t, state.problem)
          }
        >
          <Button kind="primary" onClick={() => void client.open()}>
            {t("frame.retry")}
          </Button>
        </MessagePage>
      );
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
    case "inside":
    case "left":
      return state.entry.tenant;
    case "refused":
      return state.refusal.told.tenant;
    default:
      return undefined;
  }
}
