import { readMessage, type CallOver, type IncomingCall } from "./message.ts";
import { showAndClose, showMissed, showRinging, type Shown } from "./notifications.ts";
import type { Question, Wanted } from "./protocol.ts";
import { ringingIn, showInWindow } from "./windows.ts";

declare const self: ServiceWorkerGlobalScope;

/*
 * The office's service worker: it shows calls while no page is open, and nothing else. It has no fetch handler, so that
 * it can never serve a page that is old.
 */

const contacts = "/portal/office/contacts";
const log = "/portal/office/calls";
/** How long a window that was opened to answer may take to ask what for. */
const openingMs = 20_000;
/** Before an answer that did not get through is tried again. */
const againMs = 2_000;

/** The call that a window is being opened for. Said to a window of ours alone: an address could be forged. */
let wanted: { callId: string; taken: () => void } | null = null;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(pushed(event.data?.text() ?? "")));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const shown = event.notification.data as Shown | null;
  event.waitUntil(clicked(shown?.call ?? null, event.action));
});
self.addEventListener("message", ({ data, ports: [port] }) => {
  if ((data as Question | null)?.type !== "what-is-wanted") return;
  const answer: Wanted = { callId: wanted?.callId ?? null };
  wanted?.taken();
  port?.postMessage(answer);
});

function pushed(text: string): Promise<void> {
  const message = readMessage(text);
  if (message?.type === "incoming-call") return rings(message);
  if (message?.type === "call-over") return isOver(message);
  return self.registration.showNotification("Hausruf", { tag: "unknown", silent: true });
}

async function rings(call: IncomingCall) {
  const windows = await ringingIn(call.callId);
  if (windows.some((window) => window.rings && window.inFront)) return showAndClose(call);
  await showRinging(
    call,
    windows.some(({ aloud }) => aloud),
  );
}

async function isOver(call: CallOver) {
  const isMissed = call.reason === "no-answer" || call.reason === "cancelled";
  const windows = isMissed ? await ringingIn(call.callId) : [];
  if (isMissed && !windows.some(({ inFront }) => inFront)) await showMissed(call);
  else await showAndClose(call); // a window in front tells of it itself
}

async function clicked(call: IncomingCall | null, action: string) {
  if (!call) return void (await open(log));
  if (action === "decline") return decline(call);
  const answer = action === "accept";
  if (await showInWindow(call.callId, answer)) return;
  if (!answer) return void (await open(contacts));
  const asked = isWanted(call.callId);
  await open(contacts);
  await asked;
}

/** Keeps the worker alive until the new window knows. */
function isWanted(callId: string): Promise<void> {
  return new Promise((done) => {
    const taken = () => {
      wanted = null;
      done();
    };
    wanted = { callId, taken };
    setTimeout(taken, openingMs);
  });
}

async function open(path: string) {
  const [window] = await self.clients.matchAll({ type: "window" });
  if (path === log && window) return window.focus().catch(() => undefined);
  return self.clients.openWindow(path).catch(() => undefined);
}

/** Tried twice; then it can be tried again by hand. */
async function decline(call: IncomingCall) {
  if (await isDeclined(call)) return;
  await new Promise((later) => setTimeout(later, againMs));
  if (!(await isDeclined(call))) await showRinging(call, true);
}

/**
 * Without a page, and so without anybody being signed in: the notification's secret says for whom. A server in trouble
 * has decided nothing; any other refusal means that nothing rings any more.
 */
async function isDeclined({ callId, answerSecret }: IncomingCall): Promise<boolean> {
  const answer = await fetch("/api/push/answers", {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ callId, answerSecret, action: "decline" }),
  }).catch(() => null);
  return answer !== null && answer.status !== 429 && answer.status < 500;
}
