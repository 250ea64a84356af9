import { useEffect, useState, useSyncExternalStore } from "react";
import { PreviewClient } from "./previewClient.ts";

/** The preview's state and commands; devices are asked for after the first paint and given back when it goes. */
export function usePreview() {
  const [client] = useState(() => new PreviewClient());
  const state = useSyncExternalStore(client.subscribe, client.state);
  useEffect(() => {
    const painted = requestAnimationFrame(() => setTimeout(() => void client.start()));
    return () => {
      cancelAnimationFrame(painted);
      client.stop();
    };
  }, [client]);
  return { state, client };
}
