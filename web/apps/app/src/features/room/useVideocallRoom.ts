import { useEffect, useState, useSyncExternalStore } from "react";
import { RoomClient } from "./roomClient.ts";
import type { WayIn } from "./wayIn.ts";

/** Goes into a room while it is on the screen: the connection, the people and the stage as state, and the commands. */
export function useVideocallRoom(way: WayIn) {
  const [client] = useState(() => new RoomClient(way));
  const state = useSyncExternalStore(client.subscribe, client.state);
  useEffect(() => {
    client.enter();
    return () => client.close();
  }, [client]);
  return { state, client };
}
