import type { CallClient } from "./callClient.ts";

/**
 * Answers a call that may not have been heard of here yet: as soon as it rings.
 *
 * @param missing told when the line is there and that call does not ring any more
 */
export function answerWhenRinging(client: CallClient, callId: string, missing: () => void) {
  const look = (): boolean => {
    const { link, incoming, own } = client.snapshot().state;
    if (incoming.some((one) => one.callId === callId)) client.accept(callId);
    else if (link === "connecting" || link === "offline") return false;
    else if (link === "online" && !("callId" in own && own.callId === callId)) missing();
    return true;
  };
  if (look()) return;
  const stop = client.subscribe(() => {
    if (look()) stop();
  });
}
