import { deviceChoices, rememberDevice, rememberOn, type DeviceKind } from "./deviceChoices.ts";
import { deviceProblem, type CapturedKind, type DeviceProblem } from "./deviceProblem.ts";

type DeviceState = "starting" | "on" | "off" | DeviceProblem;

export type PreviewState = {
  microphone: DeviceState;
  camera: DeviceState;
  /** Whatever runs at the moment; a new object for every change. */
  stream: MediaStream;
  /** What is in use: what was chosen, or what the browser took where that is gone. */
  ids: Partial<Record<DeviceKind, string>>;
};

/**
 * One's own picture and sound before the call. Nothing leaves the browser; `stop` gives the devices back, because some
 * systems lend them to one user at a time.
 */
export class PreviewClient {
  private tracks: Partial<Record<CapturedKind, MediaStreamTrack>> = {};
  private listeners = new Set<() => void>();
  private stopped = false;
  private current: PreviewState;

  constructor() {
    const { microphoneOn, cameraOn, ids } = deviceChoices();
    this.current = {
      microphone: microphoneOn ? "starting" : "off",
      camera: cameraOn ? "starting" : "off",
      stream: new MediaStream(),
      ids,
    };
  }

  state = () => this.current;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for both at once, so that the browser asks the user once; then singly, to tell which one is the trouble. */
  async start() {
    this.stopped = false;
    const wanted = (["microphone", "camera"] as const).filter(
      (kind) => this.current[kind] !== "off",
    );
    if (wanted.length === 0) return;
    this.publish(Object.fromEntries(wanted.map((kind) => [kind, "starting"])));
    if (wanted.length === 2 && (await this.capture(wanted)) === undefined) return;
    await Promise.all(wanted.map((kind) => this.turnOn(kind)));
  }

  stop() {
    this.stopped = true;
    for (const kind of ["microphone", "camera"] as const) this.release(kind);
  }

  async switch(kind: CapturedKind) {
    const on = this.current[kind] !== "on";
    rememberOn(kind, on);
    if (on) return this.turnOn(kind);
    this.release(kind);
    this.publish({ [kind]: "off" });
  }

  async choose(kind: DeviceKind, id: string) {
    rememberDevice(kind, id);
    this.publish({ ids: { ...this.current.ids, [kind]: id } });
    if (kind !== "speaker" && this.current[kind] !== "off") await this.turnOn(kind);
  }

  private async turnOn(kind: CapturedKind) {
    this.release(kind);
    this.publish({ [kind]: "starting" });
    const problem = await this.capture([kind]);
    if (problem) this.publish({ [kind]: problem });
  }

  /** @returns the trouble, if there was any */
  private async capture(kinds: readonly CapturedKind[]): Promise<DeviceProblem | undefined> {
    try {
      this.keep(await this.borrow(kinds));
      return undefined;
    } catch (error) {
      return deviceProblem(error);
    }
  }

  /** A mere wish for a microphone Chromium does not heed, so the chosen one it must be; any, once that is gone. */
  private async borrow(kinds: readonly CapturedKind[]): Promise<MediaStream> {
    const { ids } = this.current;
    if (kinds.some((kind) => ids[kind] !== undefined)) {
      try {
        return await borrowed(kinds, ids);
      } catch (error) {
        const problem = deviceProblem(error);
        if (problem === "denied" || problem === "busy") throw error;
      }
    }
    return borrowed(kinds, {});
  }

  private keep(stream: MediaStream) {
    for (const track of stream.getTracks()) {
      const kind = track.kind === "audio" ? "microphone" : "camera";
      if (this.stopped || this.current[kind] === "off") {
        track.stop();
        continue;
      }
      this.release(kind);
      this.tracks[kind] = track;
      track.addEventListener("ended", () => this.publish({ [kind]: "missing" }));
      const { deviceId = this.current.ids[kind] } = track.getSettings();
      const ids = deviceId === undefined ? {} : { [kind]: deviceId };
      this.publish({ [kind]: "on", ids: { ...this.current.ids, ...ids } });
    }
  }

  private release(kind: CapturedKind) {
    this.tracks[kind]?.stop();
    delete this.tracks[kind];
  }

  private publish(change: Partial<PreviewState>) {
    const stream = new MediaStream(Object.values(this.tracks));
    this.current = { ...this.current, stream, ...change };
    for (const listener of this.listeners) listener();
  }
}

function borrowed(kinds: readonly CapturedKind[], ids: PreviewState["ids"]): Promise<MediaStream> {
  const { microphone, camera } = ids;
  return navigator.mediaDevices.getUserMedia({
    audio:
      kinds.includes("microphone") && (microphone ? { deviceId: { exact: microphone } } : true),
    video: kinds.includes("camera") && {
      ...(camera && { deviceId: { exact: camera } }),
      width: { ideal: 960 },
      height: { ideal: 540 },
    },
  });
}
