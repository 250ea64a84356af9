import { useEffect, useState } from "react";
import type { DeviceKind } from "./deviceChoices.ts";

export type Device = { id: string; label: string };
export type Devices = Record<DeviceKind, readonly Device[]>;

const none: Devices = { microphone: [], camera: [], speaker: [] };

/**
 * What is plugged in, kept up to date. Names are known only once access was given: `access` is anything that changes
 * when it is.
 */
export function useDevices(access: unknown): Devices {
  const [devices, setDevices] = useState(none);
  useEffect(() => {
    const media = navigator.mediaDevices;
    if (!media) return; // no secure context
    let current = true;
    const look = async () => {
      const found = await media.enumerateDevices().catch(() => []);
      if (current) setDevices(sorted(found));
    };
    void look();
    media.addEventListener("devicechange", look);
    return () => {
      current = false;
      media.removeEventListener("devicechange", look);
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- looks again when access was given
  }, [access]);
  return devices;
}

function sorted(found: readonly MediaDeviceInfo[]): Devices {
  const of = (kind: MediaDeviceKind) =>
    found
      .filter((device) => device.kind === kind && device.deviceId !== "")
      .map((device) => ({ id: device.deviceId, label: device.label }));
  return { microphone: of("audioinput"), camera: of("videoinput"), speaker: of("audiooutput") };
}

/** Firefox for Android and Safari before 18.4 leave the choice of the speaker to the system. */
export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}
