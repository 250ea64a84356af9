import { notification as texts } from "@hausruf/i18n/notification";
import type { CallOver, IncomingCall } from "./message.ts";

declare const self: ServiceWorkerGlobalScope;

/** What a notification remembers until it is clicked. */
export type Shown = { call: IncomingCall | null };

/** Not in the DOM's types, as not every browser has them. */
type Options = NotificationOptions & {
  actions?: { action: string; title: string }[];
  renotify?: boolean;
  vibrate?: number[];
};

const look = { icon: "/notification.png", badge: "/notification-badge.png" };
const buzz = [400, 200, 400, 200, 400];

/** @param quiet somebody hears it ring already */
export function showRinging(call: IncomingCall, quiet: boolean) {
  const words = texts[call.language];
  const shown: Shown = { call };
  const options: Options = {
    ...look,
    body: words[call.media],
    tag: call.callId,
    lang: call.language,
    data: shown,
    requireInteraction: true,
    silent: quiet,
    actions: [
      { action: "accept", title: words.accept },
      { action: "decline", title: words.decline },
    ],
    ...(!quiet && { renotify: true, vibrate: buzz }),
  };
  return self.registration.showNotification(call.fromName, options);
}

/** In the place of the ringing one. */
export function showMissed(call: CallOver) {
  return showQuietly(call, texts[call.language].missed);
}

/** Browsers demand that every push shows something: it is there, and gone at once. */
export async function showAndClose(call: IncomingCall | CallOver) {
  await showQuietly(call, texts[call.language].over);
  await close(call.callId);
}

function showQuietly(call: IncomingCall | CallOver, body: string) {
  const shown: Shown = { call: null };
  const { callId: tag, language: lang } = call;
  const options = { ...look, body, tag, lang, data: shown, silent: true };
  return self.registration.showNotification(call.fromName, options);
}

async function close(tag: string) {
  for (const one of await self.registration.getNotifications({ tag })) one.close();
}
