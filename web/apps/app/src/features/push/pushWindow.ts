import { answerWhenRinging, type CallClient } from "@hausruf/call-core";
import { ask, type Question, type Ringing, type Wanted } from "../../worker/protocol.ts";

const scope = "/portal/";
/** As long as the worker remembers what a window was opened for. */
const patienceMs = 20_000;

/**
 * This window's side of the service worker's questions: whether a call rings here, and to answer one from a notification.
 *
 * @param missing told when the call that was to be answered rings no more
 */
export function serveWorker(client: CallClient, missing: () => void): () => void {
  const { serviceWorker } = navigator;
  const answer = (callId: string) => answerWhenRinging(client, callId, missing);
  const hear = ({ data, ports: [port] }: MessageEvent<Question | null>) => {
    if (data?.type === "does-it-ring") port?.postMessage(ringing(client, data.callId));
    if (data?.type !== "show-call") return;
    port?.postMessage(client.snapshot().state.link !== "signed-out");
    if (data.answer) answer(data.callId);
  };
  serviceWorker.addEventListener("message", hear);
  serviceWorker.startMessages();
  const stopClosing = closeWhenOver(client);
  void wanted().then((callId) => callId && answer(callId));
  return () => {
    serviceWorker.removeEventListener("message", hear);
    stopClosing();
  };
}

function ringing(client: CallClient, callId: string): Ringing {
  const { state, ringBlocked } = client.snapshot();
  const rings = state.incoming.some((one) => one.callId === callId);
  const inFront = document.visibilityState === "visible" && document.hasFocus();
  return { rings, aloud: rings && !ringBlocked, inFront };
}

/** The call for which the worker opened this window. */
async function wanted(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const worker = registration?.active;
  if (!worker) return null;
  return (await ask<Wanted>(worker, { type: "what-is-wanted" }, patienceMs))?.callId ?? null;
}

/** What rings here no more needs no notification; sooner than the push that says so. */
function closeWhenOver(client: CallClient): () => void {
  let before: readonly string[] = [];
  return client.subscribe(() => {
    const { incoming } = client.snapshot().state;
    const now = incoming.filter((one) => !one.answering).map(({ callId }) => callId);
    for (const tag of before) if (!now.includes(tag)) void closeNotifications(tag);
    before = now;
  });
}

async function closeNotifications(tag: string) {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const shown = (await registration?.getNotifications({ tag })) ?? [];
  // What tells of a missed call is for reading, and stays.
  for (const one of shown) if ((one.data as { call?: unknown } | null)?.call) one.close();
}
