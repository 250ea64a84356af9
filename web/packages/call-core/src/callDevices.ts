import type { CallMedia } from "@hausruf/api";
import {
  deviceChoices,
  deviceProblem,
  type CapturedKind,
  type DeviceProblems,
} from "@hausruf/devices";
import { ConnectionState, type LocalTrack, type Room } from "livekit-client";

/**
 * One's own microphone, and in a video call the camera: asked for while the other side's telephone still rings, published
 * once one is in the room, and silent and black until they are let out. A call never waits for them and works without.
 */
export class CallDevices {
  ready: Promise<unknown> = Promise.resolve();
  /** Being asked for: not on yet, and not off either. */
  starting = true;
  private readonly room: Room;
  private readonly kinds: readonly CapturedKind[];
  private readonly tell: (problems: DeviceProblems) => void;
  private asked: Promise<LocalTrack[]> = Promise.resolve([]);
  private out = false;

  constructor(room: Room, media: CallMedia, tell: (problems: DeviceProblems) => void) {
    this.room = room;
    this.kinds = media === "video" ? ["microphone", "camera"] : ["microphone"];
    this.tell = tell;
  }

  capture() {
    this.starting = true;
    this.asked = Promise.all(this.kinds.map((kind) => this.create(kind))).then((found) =>
      found.flat(),
    );
  }

  publish(): Promise<unknown> {
    this.ready = this.asked
      .then((tracks) => Promise.all(tracks.map((track) => this.publishOrStop(track))))
      .finally(() => (this.starting = false));
    return this.ready;
  }

  /** From now on: without a word to the server, which would take its time. */
  letOut() {
    this.out = true;
    void this.asked.then((tracks) => tracks.filter((track) => !track.isMuted).forEach(enable));
  }

  drop() {
    const { asked } = this;
    this.asked = Promise.resolve([]);
    void asked.then((tracks) => tracks.forEach((track) => track.stop()));
  }

  private create(kind: CapturedKind): Promise<LocalTrack[]> {
    const wanted = chosen(kind);
    return this.room.localParticipant
      .createTracks(kind === "microphone" ? { audio: wanted } : { video: wanted })
      .then((tracks) => {
        if (!this.out) tracks.forEach(disable);
        return tracks;
      })
      .catch((error: unknown) => {
        this.tell({ [kind]: deviceProblem(error) });
        return [];
      });
  }

  /** The user may have thought about the browser's question until the call was over. */
  private async publishOrStop(track: LocalTrack) {
    const gone = this.room.state === ConnectionState.Disconnected;
    if (!gone && (await this.room.localParticipant.publishTrack(track).catch(() => null))) return;
    track.stop();
  }
}

function enable(track: LocalTrack) {
  track.mediaStreamTrack.enabled = true;
}

function disable(track: LocalTrack) {
  track.mediaStreamTrack.enabled = false;
}

export function chosen(kind: CapturedKind): { deviceId?: string } {
  const id = deviceChoices().ids[kind];
  return id === undefined ? {} : { deviceId: id };
}
