import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import { noCalls, type CallClient, type CallNotice } from "@hausruf/call-core";

export const CallContext = createContext<CallClient | null>(null);

/** What a server renders, where nobody is called. */
const atFirst = () => noCalls;

/** The state of ringing calls and what can be done; below a `CallProvider`. */
export function useCalls() {
  const client = useCallClient();
  const { state, media, ringBlocked } = useSyncExternalStore(
    client.subscribe,
    client.snapshot,
    atFirst,
  );
  return { state, media, ringBlocked, client };
}

/** Only what can be done: a component that needs no more is not rendered again by every event. */
export function useCallClient(): CallClient {
  const client = useContext(CallContext);
  if (!client) throw new Error("there is no CallProvider above");
  return client;
}

/** Told once of what happens once. */
export function useCallNotices(hear: (notice: CallNotice) => void) {
  const client = useCallClient();
  useEffect(() => client.onNotice(hear), [client, hear]);
}
