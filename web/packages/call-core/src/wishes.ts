import type { CallMedia } from "@hausruf/api";
import type { CapturedKind } from "@hausruf/devices";

const storageKey = "hausruf.call.devices";

/** What of one's own is to be heard and seen in a call: decided by a click, whatever the devices and the line are like. */
export type Wishes = Record<CapturedKind, boolean>;

/** As one left them, if that call's page is loaded again or another window goes on with it. */
export function wishesFor(callId: string, media: CallMedia): Wishes {
  try {
    const [of, microphone, camera] = localStorage.getItem(storageKey)?.split(" ") ?? [];
    if (of === callId) return { microphone: microphone === "on", camera: camera === "on" };
  } catch {
    // storage is off
  }
  return { microphone: true, camera: media === "video" };
}

export function rememberWishes(callId: string, { microphone, camera }: Wishes) {
  try {
    localStorage.setItem(storageKey, `${callId} ${word(microphone)} ${word(camera)}`);
  } catch {
    // storage is off
  }
}

function word(on: boolean): string {
  return on ? "on" : "off";
}
