import type { OwnCall } from "./callState.ts";

const storageKey = "hausruf.call";

/** The call that this window was in before it was loaded again, and where its room is. */
export type Resumable = { callId: string; serverUrl: string };

export function resumable(): Resumable | null {
  try {
    const [callId, serverUrl = ""] = sessionStorage.getItem(storageKey)?.split(" ") ?? [];
    return callId ? { callId, serverUrl } : null;
  } catch {
    return null; // storage is off: the call is offered as one that is elsewhere
  }
}

export function rememberCall(own: OwnCall) {
  try {
    if (own.phase === "ringing" || own.phase === "talking")
      sessionStorage.setItem(storageKey, `${own.callId} ${own.entry.serverUrl}`);
    else if (own.phase !== "idle") sessionStorage.removeItem(storageKey);
  } catch {
    // storage is off
  }
}
