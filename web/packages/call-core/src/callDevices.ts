import type { CallMedia } from "@hausruf/api";
import {
  deviceChoices,
  deviceProblem,
  type CapturedKind,
  type DeviceProblem,
} from "@hausruf/devices";
import { ConnectionState, Track, type LocalTrack, type Room } from "livekit-client";
import { rememberWishes, wishesFor, type Wishes } from "./wishes.ts";

type Of = { callId: string; media: CallMedia };
/** What keeps that device from being used; `null`: nothing any more. */
type Tell = (kind: CapturedKind, problem: DeviceProblem | null) => void;

const kinds = ["microphone", "camera"] as const;
const sources = { microphone: Track.Source.Microphone, camera: Track.Source.Camera } as const;

/**
 * One's own microphone and camera: what is wanted on is asked for while the other side's telephone still rings, published
 * once one is in the room, and silent and black until it is let out. A call never waits for them and works without.
 *
 * Each goes its own way, for the browser's question about one may stay open for minutes. Until what was asked for is
 * published, switching changes the wish alone: a second microphone beside the one that is on its way would stay on when
 * the first is muted. Whatever is switched off is silent in that very moment, before LiveKit and the server hear of it.
 */
export class CallDevices {
  private readonly room: Room;
  private readonly callId: string;
  private readonly wanted: Wishes;
  private readonly tell: Tell;
  private asked = new Map<CapturedKind, Promise<LocalTrack[]>>();
  /** What the browser has given, published or not. */
  private captured = { microphone: new Set<LocalTrack>(), camera: new Set<LocalTrack>() };
  private readonly published = new Set<CapturedKind>();
  private out = false;
  /** What is done to a published one, one after the other. */
  private readonly turns: Record<CapturedKind, Promise<unknown>> = {
    microphone: Promise.resolve(),
    camera: Promise.resolve(),
  };

  constructor(room: Room, { callId, media }: Of, tell: Tell) {
    this.room = room;
    this.callId = callId;
    this.wanted = wishesFor(callId, media);
    this.tell = tell;
  }

  /** Off, or not to be had; not while it is on its way, and never while anything of it can still be heard or seen. */
  isOff(kind: CapturedKind): boolean {
    if (this.wanted[kind]) return this.published.has(kind) && !this.isEnabled(kind);
    return this.live(kind).every(({ mediaStreamTrack }) => !mediaStreamTrack.enabled);
  }

  capture() {
    this.published.clear();
    const wanted = kinds.filter((kind) => this.wanted[kind]);
    this.asked = new Map(wanted.map((kind) => [kind, this.create(kind)]));
  }

  /** What is wanted of what was asked for; then whatever has been wanted meanwhile. */
  publish(): Promise<unknown> {
    const { asked } = this;
    return Promise.all(
      kinds.map(async (kind) => {
        await this.publishAll(kind, (await asked.get(kind)) ?? []).catch(() => undefined);
        if (asked !== this.asked) return; // dropped meanwhile
        this.published.add(kind);
        await this.realise(kind);
      }),
    );
  }

  /** @returns once the room knows; what is off sends nothing from now on */
  switch(kind: CapturedKind, on: boolean): Promise<unknown> {
    this.wanted[kind] = on;
    rememberWishes(this.callId, this.wanted);
    this.open(kind);
    return this.realise(kind);
  }

  /**
   * From now on: without a word to the server, which would take its time.
   * @returns once what was wanted meanwhile is done as well
   */
  letOut(): Promise<unknown> {
    this.out = true;
    for (const kind of kinds) this.open(kind);
    return Promise.all(kinds.map((kind) => this.realise(kind)));
  }

  drop() {
    for (const track of kinds.flatMap((kind) => this.live(kind))) track.stop();
    this.asked = new Map();
    this.captured = { microphone: new Set(), camera: new Set() };
    this.published.clear();
  }

  private create(kind: CapturedKind): Promise<LocalTrack[]> {
    const wanted = chosen(kind);
    const { captured } = this;
    return this.room.localParticipant
      .createTracks(kind === "microphone" ? { audio: wanted } : { video: wanted })
      .then((tracks) => {
        for (const track of tracks) captured[kind].add(track);
        if (captured === this.captured) this.open(kind);
        else for (const track of tracks) track.stop(); // dropped meanwhile
        return tracks;
      })
      .catch((error: unknown) => {
        this.failed(kind, error);
        return [];
      });
  }

  private live(kind: CapturedKind): LocalTrack[] {
    const published = this.room.localParticipant.getTrackPublication(sources[kind])?.track;
    return [...new Set([...this.captured[kind], ...(published ? [published] : [])])];
  }

  /** What is muted, LiveKit opens by itself. */
  private open(kind: CapturedKind) {
    const isOpen = this.out && this.wanted[kind];
    for (const track of this.live(kind)) track.mediaStreamTrack.enabled = isOpen && !track.isMuted;
  }

  private isEnabled(kind: CapturedKind): boolean {
    const { localParticipant: me } = this.room;
    return kind === "microphone" ? me.isMicrophoneEnabled : me.isCameraEnabled;
  }

  private async publishAll(kind: CapturedKind, tracks: LocalTrack[]) {
    await Promise.all(tracks.map((track) => this.publishOrStop(kind, track)));
  }

  /** The user may have thought about the browser's question until the call was over, or wants it off by now. */
  private async publishOrStop(kind: CapturedKind, track: LocalTrack) {
    const captured = this.captured[kind];
    const isInside = this.room.state !== ConnectionState.Disconnected;
    try {
      if (isInside && this.wanted[kind] && captured.has(track))
        return void (await this.room.localParticipant.publishTrack(track));
    } catch (error) {
      stop(track, captured);
      throw error;
    }
    stop(track, captured);
  }

  private realise(kind: CapturedKind): Promise<unknown> {
    return (this.turns[kind] = this.turns[kind].then(() => this.realiseNow(kind)));
  }

  private async realiseNow(kind: CapturedKind) {
    const on = this.wanted[kind];
    if (!this.published.has(kind) || on === this.isEnabled(kind)) return;
    if (on && !this.out) return; // once it is let out
    const { asked } = this;
    try {
      await this.set(kind, on);
      this.open(kind); // another wish may have come meanwhile
      if (this.isEnabled(kind) === on) this.tell(kind, null);
    } catch (error) {
      if (asked === this.asked) this.failed(kind, error); // else dropped meanwhile
    }
  }

  private async set(kind: CapturedKind, on: boolean) {
    const { localParticipant: me } = this.room;
    // LiveKit would let a new one be heard before anything could be said against it.
    if (on && !me.getTrackPublication(sources[kind]))
      return this.publishAll(kind, await this.create(kind));
    return kind === "microphone" ? me.setMicrophoneEnabled(on) : me.setCameraEnabled(on);
  }

  private failed(kind: CapturedKind, error: unknown) {
    this.wanted[kind] = false;
    this.open(kind);
    this.tell(kind, deviceProblem(error));
  }
}

function stop(track: LocalTrack, captured: Set<LocalTrack>) {
  track.stop();
  captured.delete(track);
}

function chosen(kind: CapturedKind): { deviceId?: string } {
  const id = deviceChoices().ids[kind];
  return id === undefined ? {} : { deviceId: id };
}
