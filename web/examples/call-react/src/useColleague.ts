import { useCalls, type CallClient, type Party } from "@hausruf/call-react";
import { useEffect, useState } from "react";

/** Somebody of the office by their address, once there is a line to ask over. */
export function useColleague(client: CallClient, email: string, name: string): Party | null {
  const { link } = useCalls().state;
  const [userId, setUserId] = useState<string | null>(null);
  useEffect(() => {
    if (link === "online" && userId === null)
      void client.find(email).then(setUserId, () => undefined);
  }, [client, email, link, userId]);
  return userId === null ? null : { userId, name };
}
