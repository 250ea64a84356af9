import { ConnectionState, type LocalTrack, type Room } from "livekit-client";
import {
  deviceChoices,
  deviceProblem,
  rememberDevice,
  rememberOn,
  type CapturedKind,
  type DeviceKind,
  type DeviceProblems,
} from "@hausruf/devices";
import type { RoomNotice } from "./roomClient.ts";

const captured = ["microphone", "camera"] as const;
const mediaKinds = {
  microphone: "audioinput",
  camera: "videoinput",
  speaker: "audiooutput",
} as const;

/** One's own microphone, camera and screen in a room. Entering never waits for them and works without. */
export class OwnDevices {
  private readonly room: Room;
  private readonly tell: (notice: RoomNotice) => void;
  /** What is being asked for while the room connects. */
  private asked: Promise<LocalTrack[]> = Promise.resolve([]);
  private ready: Promise<unknown> = Promise.resolve();

  constructor(room: Room, tell: (notice: RoomNotice) => void) {
    this.room = room;
    this.tell = tell;
  }

  capture() {
    const choices = deviceChoices();
    this.asked = this.askFor(captured.filter((kind) => choices[`${kind}On`]));
  }

  async publish() {
    this.ready = this.asked.then((tracks) =>
      Promise.all(tracks.map((track) => this.publishOrStop(track))),
    );
    await this.ready;
  }

  drop() {
    const { asked } = this;
    this.asked = Promise.resolve([]);
    void asked.then((tracks) => tracks.forEach((track) => track.stop()));
  }

  async switch(kind: CapturedKind) {
    await this.ready;
    const { localParticipant } = this.room;
    const isMicrophone = kind === "microphone";
    const on = isMicrophone
      ? !localParticipant.isMicrophoneEnabled
      : !localParticipant.isCameraEnabled;
    try {
      if (isMicrophone) await localParticipant.setMicrophoneEnabled(on, wanted(kind));
      else await localParticipant.setCameraEnabled(on, wanted(kind));
      rememberOn(kind, on);
    } catch (error) {
      this.tell({ type: "device-problems", problems: { [kind]: deviceProblem(error) } });
    }
  }

  async choose(kind: DeviceKind, id: string) {
    rememberDevice(kind, id);
    try {
      await this.room.switchActiveDevice(mediaKinds[kind], id);
    } catch (error) {
      if (kind !== "speaker")
        this.tell({ type: "device-problems", problems: { [kind]: deviceProblem(error) } });
    }
  }

  /** Cancelling the browser's question is an answer, not an error. */
  async share(on: boolean) {
    try {
      await this.room.localParticipant.setScreenShareEnabled(on, { contentHint: "detail" });
    } catch (error) {
      const notAllowed = error instanceof Error && error.name === "NotAllowedError";
      const denied = notAllowed && /system/i.test(error.message); // by the operating system, not by the user
      if (denied || !notAllowed) this.tell({ type: "share-failed", denied });
    }
  }

  /** The user may have thought about the browser's question until the call was over. */
  private async publishOrStop(track: LocalTrack) {
    const gone = this.room.state === ConnectionState.Disconnected;
    if (!gone && (await this.room.localParticipant.publishTrack(track).catch(() => null))) return;
    track.stop();
  }

  /** Both at once, so that the browser asks the user once; singly if that fails, to tell which one is the trouble. */
  private async askFor(kinds: readonly CapturedKind[]): Promise<LocalTrack[]> {
    if (kinds.length === 0) return [];
    try {
      return await this.create(kinds);
    } catch (error) {
      const [only] = kinds;
      if (kinds.length > 1 || !only) return this.askSingly(kinds);
      this.tell({ type: "device-problems", problems: { [only]: deviceProblem(error) } });
      return [];
    }
  }

  private async askSingly(kinds: readonly CapturedKind[]): Promise<LocalTrack[]> {
    const problems: DeviceProblems = {};
    const found = await Promise.all(
      kinds.map((kind) =>
        this.create([kind]).catch((error: unknown) => {
          problems[kind] = deviceProblem(error);
          return [];
        }),
      ),
    );
    if (Object.keys(problems).length > 0) this.tell({ type: "device-problems", problems });
    return found.flat();
  }

  private create(kinds: readonly CapturedKind[]): Promise<LocalTrack[]> {
    return this.room.localParticipant.createTracks({
      audio: kinds.includes("microphone") && wanted("microphone"),
      video: kinds.includes("camera") && wanted("camera"),
    });
  }
}

function wanted(kind: CapturedKind): { deviceId?: string } {
  const id = deviceChoices().ids[kind];
  return id === undefined ? {} : { deviceId: id };
}
