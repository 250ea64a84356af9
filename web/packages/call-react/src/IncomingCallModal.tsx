import "@hausruf/i18n/calling";
import { useState } from "react";
import { isFree, type Incoming } from "@hausruf/call-core";
import { RingDialog } from "./RingDialog.tsx";
import { SecondCall } from "./SecondCall.tsx";
import { useCalls } from "./useCalls.ts";
import "./incoming.css";

/** Somebody calls: over everything, or as a card at the side when one talks already. One at a time. */
export function IncomingCallModal() {
  const { state } = useCalls();
  const [call] = state.incoming;
  return call ? <Ringing key={call.callId} call={call} /> : null;
}

/** Dialog or card as it began: answering a second call ends the first, which must not turn the one into the other. */
function Ringing({ call }: { call: Incoming }) {
  const { state, client, ringBlocked } = useCalls();
  const [isSecond] = useState(() => call.waiting || !isFree(state));
  const accept = () => client.accept(call.callId);
  const decline = () => client.decline(call.callId);
  if (isSecond) return <SecondCall call={call} accept={accept} decline={decline} />;
  return (
    <RingDialog
      call={call}
      accept={accept}
      decline={decline}
      ringBlocked={ringBlocked}
      ringAloud={client.ringAloud}
    />
  );
}
