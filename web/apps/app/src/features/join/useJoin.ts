import { useEffect, useState, useSyncExternalStore } from "react";
import { inviteIdOf } from "./inviteLink.ts";
import { JoinClient } from "./joinClient.ts";

export function useJoin() {
  const [client] = useState(() => new JoinClient(inviteIdOf(location.pathname)));
  const state = useSyncExternalStore(client.subscribe, client.state);
  useEffect(() => {
    void client.open();
    return () => client.close();
  }, [client]);
  return { state, client };
}
