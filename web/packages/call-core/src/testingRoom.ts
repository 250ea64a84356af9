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

/** LiveKit's side of one's own devices, as far as it is used: what is published, and whether it can be heard. */
export function ownSide(refuses: (kind: Kind) => boolean = () => false) {
  const captured: { kind: Kind; enabled: boolean; stopped: boolean }[] = [];
  const on = new Map<Kind, boolean>();
  const published: string[] = [];
  const set = (kind: Kind) => async (enabled: boolean) => {
    if (enabled && refuses(kind)) throw new DOMException("no", "NotAllowedError");
    if (!on.has(kind)) published.push(kind);
    on.set(kind, enabled);
  };
  const me = {
    get isMicrophoneEnabled() {
      return on.get("microphone") ?? false;
    },
    get isCameraEnabled() {
      return on.get("camera") ?? false;
    },
    createTracks: async (wanted: { audio?: object }) => {
      const kind = wanted.audio ? "microphone" : "camera";
      if (refuses(kind)) throw new DOMException("no", "NotAllowedError");
      const track = { kind, enabled: true, stopped: false } as const;
      captured.push(track);
      const stop = () => Object.assign(track, { stopped: true });
      return [{ mediaStreamTrack: track, kind, stop }] as unknown as LocalTrack[];
    },
    publishTrack: async (track: LocalTrack) => {
      const kind = track.kind as string as Kind;
      published.push(kind);
      on.set(kind, true);
      return {};
    },
    setMicrophoneEnabled: set("microphone"),
    setCameraEnabled: set("camera"),
    getTrackPublication: () =>
      on.has("camera")
        ? { videoTrack: {}, trackSid: "mine", isMuted: !on.get("camera") }
        : undefined,
  };
  return { captured, published, on, me };
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
