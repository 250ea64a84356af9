import {
  DisconnectReason,
  Room,
  RoomEvent,
  Track,
  TrackEvent,
  type LocalTrackPublication,
} from "livekit-client";
import type { CapturedKind, DeviceKind, DeviceProblems } from "@hausruf/devices";
import { OwnDevices } from "./ownDevices.ts";
import { roomOptions } from "./roomOptions.ts";
import { participant, people, quality, speakers } from "./roomSnapshot.ts";
import { entering, reduce, type OverReason, type RoomNews, type RoomState } from "./roomState.ts";
import { takeoverAt } from "./speakerView.ts";
import { lostBy, refusedFor, waitBefore, type Entry, type WayIn } from "./wayIn.ts";

/**
 * The media client also hangs up by itself when the page goes. A page that is still there, or there again, after that
 * long was only put aside, or the user thought better of it.
 */
const pageGoneMs = 3_000;

/** What happened once and is worth a message; what lasts is in the state. */
export type RoomNotice =
  | { type: "joined" | "left"; name: string }
  | { type: "device-lost"; kind: CapturedKind }
  | { type: "device-problems"; problems: DeviceProblems }
  | { type: "share-failed"; denied: boolean };

/**
 * The room's effects: the media client's events go into {@link reduce} as snapshots, commands go out to it. Comes back
 * with a fresh token when the media client gives up. Everything that plays or shows is attached here.
 */
export class RoomClient {
  private readonly way: WayIn;
  private readonly room = new Room(roomOptions());
  private readonly own = new OwnDevices(this.room, (notice) => this.tell(notice));
  private readonly listeners = new Set<() => void>();
  private readonly hearers = new Set<(notice: RoomNotice) => void>();
  private current: RoomState = entering;
  private attempt = 0;
  private connecting = false;
  private snapshotDue = false;
  /** Who was here at the last look; `null` before the first, when nobody "joins". */
  private known: Map<string, string> | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private takeover: ReturnType<typeof setTimeout> | undefined;

  constructor(way: WayIn) {
    this.way = way;
  }

  state = () => this.current;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  onNotice(hearer: (notice: RoomNotice) => void) {
    this.hearers.add(hearer);
    return () => void this.hearers.delete(hearer);
  }

  /** Goes in; also the way back after the room was left, taken over or lost. */
  enter() {
    this.close();
    this.listen();
    this.known = null;
    this.attempt = 0;
    const first = this.current.connection.phase === "connecting" ? this.way.first : undefined;
    this.apply({ type: "connecting" });
    void this.connect(first);
  }

  leave(reason: OverReason = "left") {
    this.apply({ type: "over", reason });
    this.close();
  }

  close() {
    clearTimeout(this.retry);
    clearTimeout(this.takeover);
    window.removeEventListener("online", this.connectNow);
    this.own.drop();
    this.room.removeAllListeners();
    void this.room.disconnect();
  }

  switch = (kind: CapturedKind) => this.own.switch(kind);
  share = (on: boolean) => this.own.share(on);
  choose = (kind: DeviceKind, id: string) => this.own.choose(kind, id);
  pin = (id: string) => this.apply({ type: "pinned", id });
  playSound = () => this.room.startAudio();

  /** Shows somebody's picture in an element. @returns how to stop */
  show(id: string, what: "camera" | "screen", element: HTMLVideoElement): () => void {
    const source = what === "camera" ? Track.Source.Camera : Track.Source.ScreenShare;
    const track = participant(this.room, id)?.getTrackPublication(source)?.videoTrack;
    track?.attach(element);
    return () => void track?.detach(element);
  }

  private async connect(entry?: Entry) {
    this.connecting = true;
    try {
      const { serverUrl, token } = entry ?? (await this.way.fresh());
      if (this.isOver()) return;
      this.own.capture();
      await this.room.connect(serverUrl, token);
      this.attempt = 0;
      this.apply({ type: "connected" });
      this.look();
      void this.own.publish().then(() => this.apply({ type: "started" }));
    } catch (error) {
      this.own.drop();
      const reason = refusedFor(error);
      if (reason) this.leave(reason);
      else this.comeBack(lostBy(error));
    } finally {
      this.connecting = false;
    }
  }

  private comeBack(lost: OverReason, after?: number) {
    if (this.isOver()) return;
    this.apply({ type: "reconnecting" });
    const wasInside = this.current.connection.phase === "reconnecting";
    const wait = after ?? waitBefore(this.attempt++, wasInside);
    if (wait === null) return this.leave(lost);
    window.addEventListener("online", this.connectNow);
    this.retry = setTimeout(this.connectNow, wait);
  }

  private connectNow = () => {
    window.removeEventListener("online", this.connectNow);
    clearTimeout(this.retry);
    void this.connect();
  };

  private listen() {
    const look = () => this.look();
    this.room
      .on(RoomEvent.Reconnecting, () => this.apply({ type: "reconnecting" }))
      .on(RoomEvent.SignalReconnecting, () => this.apply({ type: "reconnecting" }))
      .on(RoomEvent.Reconnected, () => this.reconnected())
      .on(RoomEvent.Disconnected, (reason) => this.disconnected(reason))
      .on(RoomEvent.ParticipantConnected, look)
      .on(RoomEvent.ParticipantDisconnected, look)
      .on(RoomEvent.ParticipantNameChanged, look)
      .on(RoomEvent.ActiveSpeakersChanged, look)
      .on(RoomEvent.TrackMuted, look)
      .on(RoomEvent.TrackUnmuted, look)
      .on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind === Track.Kind.Audio) track.attach();
        look();
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        track.detach();
        look();
      })
      .on(RoomEvent.LocalTrackPublished, (publication) => this.published(publication))
      .on(RoomEvent.LocalTrackUnpublished, look)
      .on(RoomEvent.ConnectionQualityChanged, (measured, who) => {
        if (who.isLocal) this.apply({ type: "quality", quality: quality(measured) });
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, () =>
        this.apply({ type: "sound", blocked: !this.room.canPlaybackAudio }),
      );
  }

  private reconnected() {
    this.apply({ type: "connected" });
    this.look();
  }

  private disconnected(reason: DisconnectReason | undefined) {
    if (this.connecting) return; // `connect` throws as well
    const over = overBy(reason);
    if (over) this.leave(over);
    else
      this.comeBack("lost", reason === DisconnectReason.CLIENT_INITIATED ? pageGoneMs : undefined);
  }

  private published(publication: LocalTrackPublication) {
    const { source, track } = publication;
    if (source === Track.Source.Microphone || source === Track.Source.Camera)
      track?.on(TrackEvent.Ended, () => this.tell({ type: "device-lost", kind: source }));
    this.look();
  }

  /** After the events of this turn: a full reconnect first reports everybody as gone, then itself. */
  private look() {
    if (this.snapshotDue) return;
    this.snapshotDue = true;
    queueMicrotask(() => {
      this.snapshotDue = false;
      if (this.isOver()) return;
      const nowMs = performance.now();
      this.apply({
        type: "people",
        people: people(this.room),
        speakers: speakers(this.room),
        nowMs,
      });
      if (this.current.connection.phase === "connected") this.tellWhoCameAndWent();
    });
  }

  private tellWhoCameAndWent() {
    const present = new Map(
      [...this.room.remoteParticipants.values()].map((one) => [one.identity, one.name ?? ""]),
    );
    const before = this.known ?? present;
    this.known = present;
    for (const [identity, name] of present)
      if (!before.has(identity)) this.tell({ type: "joined", name });
    for (const [identity, name] of before)
      if (!present.has(identity)) this.tell({ type: "left", name });
  }

  private isOver() {
    return this.current.connection.phase === "over";
  }

  private tell(notice: RoomNotice) {
    for (const hearer of this.hearers) hearer(notice);
  }

  private apply(news: RoomNews) {
    this.current = reduce(this.current, news);
    this.awaitTakeover();
    for (const listener of this.listeners) listener();
  }

  private awaitTakeover() {
    clearTimeout(this.takeover);
    const at = takeoverAt(this.current.view);
    if (at === null) return;
    const listened = () => this.apply({ type: "listened", nowMs: performance.now() });
    this.takeover = setTimeout(listened, Math.max(0, at - performance.now()));
  }
}

/** Reasons nobody can come back from; after all others one tries. */
function overBy(reason: DisconnectReason | undefined): OverReason | null {
  switch (reason) {
    case DisconnectReason.DUPLICATE_IDENTITY:
      return "duplicate";
    case DisconnectReason.PARTICIPANT_REMOVED:
      return "removed";
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return "ended";
    default:
      return null;
  }
}
