import type { CallMedia } from "@hausruf/api";
import {
  deviceChoices,
  deviceProblem,
  type CapturedKind,
  type DeviceProblem,
} from "@hausruf/devices";
import { ConnectionState, type LocalTrack, type Room } from "livekit-client";
import { rememberWishes, wishesFor, type Wishes } from "./wishes.ts";

type Of = { callId: string; media: CallMedia };
/** What keeps that device from being used; `null`: nothing any more. */
type Tell = (kind: CapturedKind, problem: DeviceProblem | null) => void;

const kinds = ["microphone", "camera"] as const;

/**
 * One's own microphone and camera: what is wanted on is asked for while the other side's telephone still rings, published
 * once one is in the room, and silent and black until it is let out. A call never waits for them and works without.
 *
 * Until all of it is published, switching changes the wish alone: a second microphone beside the one that is on its way
 * would stay on when the first is muted.
 */
export class CallDevices {
  private readonly room: Room;
  private readonly callId: string;
  private readonly wanted: Wishes;
  private readonly tell: Tell;
  private asked = new Map<CapturedKind, Promise<LocalTrack[]>>();
  private published = false;
  private out = false;
  /** What is done to the published ones, one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(room: Room, { callId, media }: Of, tell: Tell) {
    this.room = room;
    this.callId = callId;
    this.wanted = wishesFor(callId, media);
    this.tell = tell;
  }

  /** Off, or not to be had; not while it is on its way. */
  isOff(kind: CapturedKind): boolean {
    return !this.wanted[kind] || (this.published && !this.isEnabled(kind));
  }

  capture() {
    this.published = false;
    const wanted = kinds.filter((kind) => this.wanted[kind]);
    this.asked = new Map(wanted.map((kind) => [kind, this.create(kind)]));
  }

  /** What is wanted of what was asked for; then whatever has been wanted meanwhile. */
  async publish(): Promise<unknown> {
    const { asked } = this;
    await Promise.all([...asked].map(([kind, tracks]) => this.publishAll(kind, tracks)));
    if (asked !== this.asked) return undefined; // dropped meanwhile
    this.published = true;
    return Promise.all(kinds.map((kind) => this.realise(kind)));
  }

  /** @returns once the room knows; what is off sends nothing from now on */
  switch(kind: CapturedKind, on: boolean): Promise<unknown> {
    this.wanted[kind] = on;
    rememberWishes(this.callId, this.wanted);
    void this.open(kind);
    return this.realise(kind);
  }

  /** From now on: without a word to the server, which would take its time. */
  letOut() {
    this.out = true;
    for (const kind of kinds) void this.open(kind);
  }

  drop() {
    const { asked } = this;
    this.asked = new Map();
    this.published = false;
    for (const tracks of asked.values())
      void tracks.then((all) => all.forEach((track) => track.stop()));
  }

  private create(kind: CapturedKind): Promise<LocalTrack[]> {
    const wanted = chosen(kind);
    return this.room.localParticipant
      .createTracks(kind === "microphone" ? { audio: wanted } : { video: wanted })
      .then((tracks) => {
        for (const { mediaStreamTrack } of tracks) mediaStreamTrack.enabled = this.isOpen(kind);
        return tracks;
      })
      .catch((error: unknown) => {
        this.failed(kind, error);
        return [];
      });
  }

  private isOpen(kind: CapturedKind): boolean {
    return this.out && this.wanted[kind];
  }

  private async open(kind: CapturedKind) {
    const tracks = (await this.asked.get(kind)) ?? [];
    for (const { mediaStreamTrack } of tracks) mediaStreamTrack.enabled = this.isOpen(kind);
  }

  private isEnabled(kind: CapturedKind): boolean {
    const { localParticipant: me } = this.room;
    return kind === "microphone" ? me.isMicrophoneEnabled : me.isCameraEnabled;
  }

  private async publishAll(kind: CapturedKind, tracks: Promise<LocalTrack[]>) {
    const found = await tracks;
    await Promise.all(found.map((track) => this.publishOrStop(kind, track)));
  }

  /** The user may have thought about the browser's question until the call was over, or wants it off by now. */
  private async publishOrStop(kind: CapturedKind, track: LocalTrack) {
    const gone = this.room.state === ConnectionState.Disconnected || !this.wanted[kind];
    if (!gone && (await this.room.localParticipant.publishTrack(track).catch(() => null))) return;
    track.stop();
  }

  private realise(kind: CapturedKind): Promise<unknown> {
    return (this.turn = this.turn.then(() => this.realiseNow(kind)));
  }

  private async realiseNow(kind: CapturedKind) {
    const { localParticipant: me } = this.room;
    const on = this.wanted[kind];
    if (!this.published || on === this.isEnabled(kind)) return;
    try {
      if (kind === "microphone") await me.setMicrophoneEnabled(on, chosen(kind));
      else await me.setCameraEnabled(on, chosen(kind));
      this.tell(kind, null);
    } catch (error) {
      this.failed(kind, error);
    }
  }

  private failed(kind: CapturedKind, error: unknown) {
    this.wanted[kind] = false;
    this.tell(kind, deviceProblem(error));
  }
}

function chosen(kind: CapturedKind): { deviceId?: string } {
  const id = deviceChoices().ids[kind];
  return id === undefined ? {} : { deviceId: id };
}
