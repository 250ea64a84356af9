import { EventEmitter } from "node:events";
import {
  ConnectionState,
  RoomEvent,
  Track,
  type DisconnectReason,
  type LocalTrack,
  type Room,
} from "livekit-client";
import { vi } from "vitest";
import { CallRoom } from "./callRoom.ts";
import type { Entry } from "./callState.ts";
import { noMedia, type Gone } from "./mediaLine.ts";

type Kind = "microphone" | "camera";

type OwnTrack = {
  kind: Kind;
  mediaStreamTrack: { kind: Kind; enabled: boolean; stopped: boolean };
  isMuted: boolean;
  stop: () => void;
};

/** LiveKit's side of one's own devices, as far as it is used: what is published, and whether it can be heard. */
export function ownSide(refuses: (kind: Kind) => boolean = () => false) {
  const captured: OwnTrack["mediaStreamTrack"][] = [];
  const tracks = new Map<Kind, OwnTrack>();
  const published: string[] = [];
  const publication = (kind: Kind) => {
    const track = tracks.get(kind);
    return track && { track, videoTrack: {}, trackSid: "mine", isMuted: track.isMuted };
  };
  const create = (kind: Kind): OwnTrack => {
    if (refuses(kind)) throw new DOMException("no", "NotAllowedError");
    const mediaStreamTrack = { kind, enabled: true, stopped: false };
    captured.push(mediaStreamTrack);
    const stop = () => void (mediaStreamTrack.stopped = true);
    return { kind, mediaStreamTrack, isMuted: false, stop };
  };
  const publish = (track: OwnTrack) => {
    published.push(track.kind);
    tracks.set(track.kind, track);
  };
  const set = (kind: Kind) => async (enabled: boolean) => {
    const track = tracks.get(kind);
    if (track) {
      track.isMuted = !enabled;
      track.mediaStreamTrack.enabled = enabled;
    } else if (enabled) publish(create(kind));
  };
  const isEnabled = (kind: Kind) => publication(kind)?.isMuted === false;
  /** What the user has not answered yet. */
  const questions = new Map<Kind, Promise<unknown>>();
  const me = {
    get isMicrophoneEnabled() {
      return isEnabled("microphone");
    },
    get isCameraEnabled() {
      return isEnabled("camera");
    },
    createTracks: async (wanted: { audio?: object }) => {
      const kind = wanted.audio ? "microphone" : "camera";
      await questions.get(kind);
      return [create(kind)] as unknown as LocalTrack[];
    },
    publishTrack: async (track: LocalTrack) => publish(track as unknown as OwnTrack),
    setMicrophoneEnabled: set("microphone"),
    setCameraEnabled: set("camera"),
    getTrackPublication: (source: Track.Source) =>
      publication(source === Track.Source.Camera ? "camera" : "microphone"),
  };
  return { captured, published, questions, isEnabled, me };
}

/** The other one, as LiveKit knows them. */
export type Other = { isMicrophoneEnabled: boolean; camera: string | null };

/** LiveKit's room without a network: a test says what the server does. */
export class RoomOnPaper extends EventEmitter {
  readonly entered: [url: string, token: string][] = [];
  readonly chosen: string[] = [];
  readonly own: ReturnType<typeof ownSide>;
  readonly localParticipant: ReturnType<typeof ownSide>["me"];
  readonly remoteParticipants = new Map<string, object>();
  state = ConnectionState.Disconnected;
  canPlaybackAudio = true;
  /** Whether the server lets one in. */
  admits: () => Promise<void> = async () => undefined;
  /** Whether the browser gives that device. */
  lends: (kind: MediaDeviceKind) => Promise<void> = async () => undefined;

  constructor(refuses?: (kind: Kind) => boolean) {
    super();
    this.own = ownSide(refuses);
    this.localParticipant = this.own.me;
  }

  get as(): Room {
    return this as unknown as Room;
  }

  async connect(url: string, token: string) {
    this.entered.push([url, token]);
    this.state = ConnectionState.Connecting;
    try {
      await this.admits();
      if (this.state !== ConnectionState.Connecting) throw new Error("left meanwhile");
    } catch (error) {
      this.state = ConnectionState.Disconnected;
      throw error;
    }
    this.emit(RoomEvent.SignalConnected);
    this.state = ConnectionState.Connected;
  }

  async disconnect() {
    this.state = ConnectionState.Disconnected;
  }

  async startAudio() {
    this.setPlayback(true);
  }

  async switchActiveDevice(kind: MediaDeviceKind, id: string) {
    await this.lends(kind);
    this.chosen.push(`${kind} ${id}`);
  }

  /** The browser's rules about sound. */
  setPlayback(allowed: boolean) {
    this.canPlaybackAudio = allowed;
    this.emit(RoomEvent.AudioPlaybackStatusChanged, allowed);
  }

  /** The other one comes in, or is another way from now on. */
  otherIs({ isMicrophoneEnabled, camera }: Other) {
    const publication = { videoTrack: {}, trackSid: camera, isMuted: false };
    this.remoteParticipants.set("ben", {
      isMicrophoneEnabled,
      getTrackPublication: (source: Track.Source) =>
        source === Track.Source.Camera && camera !== null ? publication : undefined,
    });
    this.emit(RoomEvent.ParticipantConnected);
  }

  otherGoes() {
    this.remoteParticipants.clear();
    this.emit(RoomEvent.ParticipantDisconnected);
  }

  /** The server, or the way to it. */
  putOut(reason?: DisconnectReason) {
    this.state = ConnectionState.Disconnected;
    this.emit(RoomEvent.Disconnected, reason);
  }
}

const entry = { serverUrl: "ws://media", token: "jwt", roomOpen: true };

/** The line of a call of Anna's, as its keeper sees it; its clock is the test's. */
export function annasLine(media: "audio" | "video" = "audio", room = new RoomOnPaper()) {
  const gone: Gone[] = [];
  const line = {
    room,
    gone,
    state: noMedia,
    freshToken: async () => "fresh",
    enter: (more: Partial<Entry> = {}) => call.enter({ ...entry, ...more }),
    /** Both are inside, and the call is answered. */
    async talked() {
      line.enter();
      call.talk();
      await begun();
      room.otherIs({ isMicrophoneEnabled: true, camera: null });
    },
    get call() {
      return call;
    },
  };
  const call = new CallRoom(
    {
      callId: "c1",
      media,
      freshToken: () => line.freshToken(),
      changed: (state) => void (line.state = state),
      gone: (why) => void gone.push(why),
    },
    room.as,
  );
  return line;
}

/** Whatever needs no time is done. */
export const begun = () => vi.advanceTimersByTimeAsync(0);
