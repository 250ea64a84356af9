import { ask, type Ringing } from "./protocol.ts";

declare const self: ServiceWorkerGlobalScope;

/** A window that has not answered by then is asleep, or none of the office. */
const patienceMs = 2_000;

/** Those of the office among them answer questions; a guest's page, for one, does not. */
function sameOriginWindows() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

/** What the office's windows say of that call. */
export async function ringingIn(callId: string): Promise<readonly Ringing[]> {
  const windows = await sameOriginWindows();
  const answers = await Promise.all(
    windows.map((window) => ask<Ringing>(window, { type: "does-it-ring", callId }, patienceMs)),
  );
  return answers.filter((answer) => answer !== null);
}

/** Brings a window of the office to the front, and has it answer. @returns false when there is none */
export async function showInWindow(callId: string, answer: boolean): Promise<boolean> {
  const windows = await sameOriginWindows();
  return showInFirst(windows, callId, answer);
}

/** Only one of them is to answer. */
async function showInFirst(
  [first, ...rest]: readonly WindowClient[],
  callId: string,
  answer: boolean,
): Promise<boolean> {
  if (!first) return false;
  if (!(await ask<boolean>(first, { type: "show-call", callId, answer }, patienceMs)))
    return showInFirst(rest, callId, answer);
  await first.focus().catch(() => undefined); // the browser may think that nobody clicked
  return true;
}
