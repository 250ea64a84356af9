import {
  ConnectionState,
  DisconnectReason,
  LogLevel,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  VideoPresets,
  type Participant,
} from "livekit-client";
import { deviceChoices, deviceProblem, rememberDevice } from "@hausruf/devices";
import type { CapturedKind, DeviceKind, DeviceProblem } from "@hausruf/devices";
import type { Entry } from "./callState.ts";
import { CallDevices } from "./callDevices.ts";
import { noMedia, type MediaLine, type MediaState, type OpenMedia } from "./mediaLine.ts";

setLogLevel(LogLevel.warn);

const mediaKinds = {
  microphone: "audioinput",
  camera: "videoinput",
  speaker: "audiooutput",
} as const;

/** Waits before the next try when the media client itself gave up. */
const waitsMs = [0, 1_000, 2_000, 4_000, 8_000, 8_000];

type Around = Parameters<OpenMedia>[0];

/** One call's sound and picture, by the media client. Loaded with the first call that is made or accepted. */
export class CallRoom implements MediaLine {
  private readonly around: Around;
  private readonly room: Room;
  private readonly devices: CallDevices;
  private state: MediaState = noMedia;
  private entry: Entry | null = null;
  private attempt = 0;
  private connecting = false;
  private talking = false;
  /** Put out, or never got in, while it rang: the answer is early enough to come back. */
  private outside = false;
  private closed = false;
  private met = false;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Around, room: Room) {
    this.around = around;
    this.room = room;
    this.devices = new CallDevices(this.room, around, (kind, problem) => this.tell(kind, problem));
    this.listen();
    this.devices.capture();
  }

  enter = (entry: Entry) => {
    if (this.entry) return;
    this.entry = entry;
    this.apply({ connection: "connecting" });
    void this.connect(entry.token);
  };

  talk = () => {
    if (this.talking) return;
    this.talking = true;
    void this.devices.letOut().then(() => this.look());
    if (this.outside) this.comeBack();
    // Who has waited here is alone until the other has come in: nobody has gone away.
    else if (this.state.connection === "connected" && !this.other())
      this.apply({ connection: "connecting" });
  };

  close = () => {
    this.closed = true;
    clearTimeout(this.retry);
    this.room.removeAllListeners();
    this.devices.drop();
    void this.room.disconnect();
  };

  playSound = () => void this.room.startAudio().catch(() => undefined);

  again = () => {
    if (this.state.connection !== "lost") return;
    this.attempt = 0;
    this.comeBack();
  };

  switch = (kind: CapturedKind) => {
    if (!this.talking) return;
    const isOff = kind === "microphone" ? this.state.muted : this.state.camera === null;
    void this.devices.switch(kind, isOff).then(() => this.look());
    this.look();
  };

  choose = (kind: DeviceKind, id: string) => {
    rememberDevice(kind, id);
    if (!this.talking && kind !== "speaker") return; // what is opened anew is on
    this.room.switchActiveDevice(mediaKinds[kind], id).then(
      () => kind !== "speaker" && !this.devices.isOff(kind) && this.tell(kind, null),
      (error: unknown) => kind !== "speaker" && this.tell(kind, deviceProblem(error)),
    );
  };

  show = (who: "me" | "other", element: HTMLVideoElement) => {
    const person = who === "me" ? this.room.localParticipant : this.other();
    const track = person?.getTrackPublication(Track.Source.Camera)?.videoTrack;
    track?.attach(element);
    return () => void track?.detach(element);
  };

  private async connect(token: string | null) {
    if (!this.entry) return;
    this.connecting = true;
    // As soon as there is signalling: the connection's first offer then has the tracks in it.
    const publish = () => void this.devices.publish().then(() => this.look());
    try {
      const fresh = token ?? (await this.around.freshToken());
      if (this.closed) return;
      this.room.on(RoomEvent.SignalConnected, publish);
      await this.room.connect(this.entry.serverUrl || ownAddress(), fresh);
      this.attempt = 0;
      this.apply({ connection: "connected" });
      this.look();
    } catch {
      this.comeBack();
    } finally {
      this.room.off(RoomEvent.SignalConnected, publish);
      this.connecting = false;
    }
  }

  private comeBack() {
    if (this.closed) return;
    this.outside = !this.talking;
    if (this.outside) return this.apply({ connection: "off" });
    this.devices.drop();
    const wait = waitsMs[this.attempt++];
    if (wait === undefined) return this.apply({ connection: "lost" });
    if (this.state.connection !== "connecting") this.apply({ connection: "reconnecting" });
    this.retry = setTimeout(() => {
      this.devices.capture();
      void this.connect(null);
    }, wait);
  }

  private listen() {
    const look = () => this.look();
    const reconnecting = () => this.apply({ connection: "reconnecting" });
    this.room
      .on(RoomEvent.Reconnecting, reconnecting)
      .on(RoomEvent.SignalReconnecting, reconnecting)
      .on(RoomEvent.Reconnected, () => {
        this.apply({ connection: "connected" });
        this.look();
      })
      .on(RoomEvent.Disconnected, (reason) => this.disconnected(reason))
      .on(RoomEvent.ParticipantConnected, look)
      .on(RoomEvent.ParticipantDisconnected, look)
      .on(RoomEvent.TrackMuted, look)
      .on(RoomEvent.TrackUnmuted, look)
      .on(RoomEvent.LocalTrackPublished, look)
      .on(RoomEvent.LocalTrackUnpublished, look)
      .on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind === Track.Kind.Audio) track.attach();
        this.look();
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        track.detach();
        this.look();
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, () =>
        this.apply({ soundBlocked: !this.room.canPlaybackAudio }),
      );
  }

  private disconnected(reason: DisconnectReason | undefined) {
    if (this.connecting || this.closed) return; // `connect` throws as well
    if (!this.talking) return this.comeBack(); // what has become of the call, the call's own line tells
    switch (reason) {
      case DisconnectReason.DUPLICATE_IDENTITY:
        return this.around.gone("moved");
      case DisconnectReason.ROOM_DELETED:
      case DisconnectReason.ROOM_CLOSED:
      case DisconnectReason.PARTICIPANT_REMOVED:
        return this.around.gone("ended");
      default:
        return this.comeBack();
    }
  }

  private look() {
    if (this.closed) return;
    const { localParticipant: me } = this.room;
    const other = this.other();
    const together = other !== undefined && this.room.state === ConnectionState.Connected;
    this.met ||= other !== undefined;
    this.apply({
      ...(together && { connection: "connected" }),
      muted: this.devices.isOff("microphone"),
      camera: cameraOf(me),
      other: {
        here: other !== undefined,
        left: this.met && other === undefined,
        muted: other !== undefined && !other.isMicrophoneEnabled,
        camera: other ? cameraOf(other) : null,
      },
    });
  }

  private other(): Participant | undefined {
    return [...this.room.remoteParticipants.values()][0];
  }

  private tell(kind: CapturedKind, problem: DeviceProblem | null) {
    const { [kind]: _before, ...problems } = this.state.problems;
    this.apply({ problems: problem ? { ...problems, [kind]: problem } : problems });
    this.look(); // what is not to be had is off
  }

  private apply(more: Partial<MediaState>) {
    if (this.closed) return;
    this.state = { ...this.state, ...more };
    this.around.changed(this.state);
  }
}

function ownAddress(): string {
  return location.origin.replace(/^http/, "ws");
}

function cameraOf(person: Participant): string | null {
  const publication = person.getTrackPublication(Track.Source.Camera);
  return publication?.videoTrack && !publication.isMuted ? publication.trackSid : null;
}

function roomForTwo(): Room {
  const { speaker } = deviceChoices().ids;
  return new Room({
    adaptiveStream: false,
    dynacast: false,
    singlePeerConnection: false,
    disconnectOnPageLeave: true,
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution },
    publishDefaults: {
      simulcast: false,
      videoCodec: "vp8",
      backupCodec: false,
      videoEncoding: VideoPresets.h540.encoding,
      dtx: true,
      red: false,
    },
    ...(speaker && { audioOutput: { deviceId: speaker } }),
  });
}

export const openMedia: OpenMedia = (around) => new CallRoom(around, roomForTwo());
