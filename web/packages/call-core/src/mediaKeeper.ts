import type { CapturedKind, DeviceKind } from "@hausruf/devices";
import type { OwnCall } from "./callState.ts";
import { noMedia, type MediaLine, type MediaState, type OpenMedia } from "./mediaLine.ts";

type Around = {
  freshToken: (call: { callId: string; roomName: string }) => Promise<string>;
  changed: (state: MediaState) => void;
  moved: () => void;
  ended: (callId: string) => void;
};

type OpenCall = Extract<OwnCall, { phase: "ringing" | "talking" }>;

/** Sound and picture of one's own call: there from its ringing on, gone with it. */
export class MediaKeeper {
  state: MediaState = noMedia;
  private readonly load: () => Promise<OpenMedia>;
  private readonly around: Around;
  private callId: string | null = null;
  private line: MediaLine | null = null;
  private own: OwnCall = { phase: "idle" };

  constructor(load: () => Promise<OpenMedia>, around: Around) {
    this.load = load;
    this.around = around;
  }

  /** Opens, enters and closes as the call goes on. */
  follow(own: OwnCall) {
    this.own = own;
    if (own.phase === "ringing" || own.phase === "talking") {
      if (own.callId !== this.callId) this.open(own);
      if (own.phase === "talking") this.line?.enter(own.entry);
    } else if (this.callId !== null) this.close();
    else if (own.phase === "dialling") this.prepare();
  }

  /** Fetches what a call needs before there is one, so that nobody waits for it after the answer. */
  prepare() {
    void this.load().catch(() => undefined);
  }

  switch = (kind: CapturedKind) => this.line?.switch(kind);
  choose = (kind: DeviceKind, id: string) => this.line?.choose(kind, id);
  playSound = () => this.line?.playSound();
  show = (who: "me" | "other", element: HTMLVideoElement) =>
    this.line?.show(who, element) ?? (() => undefined);

  private open(own: OpenCall) {
    this.close();
    const { callId } = own;
    this.callId = callId;
    void this.load()
      .then((openMedia) => this.begin(own, openMedia))
      .catch(() => this.callId === callId && this.change({ ...noMedia, connection: "lost" }));
  }

  private begin({ callId, roomName, media }: OpenCall, openMedia: OpenMedia) {
    if (this.callId !== callId) return;
    this.line = openMedia({
      media,
      freshToken: () => this.around.freshToken({ callId, roomName }),
      changed: (state) => this.callId === callId && this.change(state),
      gone: (why) => (why === "moved" ? this.around.moved() : this.around.ended(callId)),
    });
    if (this.own.phase === "talking") this.line.enter(this.own.entry);
  }

  private close() {
    this.callId = null;
    this.line?.close();
    this.line = null;
    this.change(noMedia);
  }

  private change(state: MediaState) {
    this.state = state;
    this.around.changed(state);
  }
}
