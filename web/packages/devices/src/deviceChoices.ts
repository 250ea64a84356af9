import type { CapturedKind } from "./deviceProblem.ts";

export type DeviceKind = CapturedKind | "speaker";

/** What somebody chose last time in this browser; a device that has gone falls back to the standard one. */
export type DeviceChoices = {
  microphoneOn: boolean;
  cameraOn: boolean;
  ids: Partial<Record<DeviceKind, string>>;
};

const storageKey = "hausruf.devices";
const untouched: DeviceChoices = { microphoneOn: true, cameraOn: true, ids: {} };

export function deviceChoices(): DeviceChoices {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    return isChoices(stored) ? stored : untouched;
  } catch {
    return untouched; // storage is off or holds something else
  }
}

export function rememberDevice(kind: DeviceKind, id: string) {
  const choices = deviceChoices();
  store({ ...choices, ids: { ...choices.ids, [kind]: id } });
}

export function rememberOn(kind: CapturedKind, on: boolean) {
  store({ ...deviceChoices(), [`${kind}On`]: on });
}

function store(choices: DeviceChoices) {
  try {
    localStorage.setItem(storageKey, JSON.stringify(choices));
  } catch {
    // storage is off: the choice lasts as long as the page
  }
}

function isChoices(value: unknown): value is DeviceChoices {
  if (typeof value !== "object" || value === null) return false;
  return (
    "microphoneOn" in value &&
    typeof value.microphoneOn === "boolean" &&
    "cameraOn" in value &&
    typeof value.cameraOn === "boolean" &&
    "ids" in value &&
    typeof value.ids === "object" &&
    value.ids !== null
  );
}
