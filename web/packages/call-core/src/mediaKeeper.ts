import type { CapturedKind, DeviceKind } from "@hausruf/devices";
import type { Incoming, OwnCall } from "./callState.ts";
import { noMedia, type MediaLine, type MediaState, type OpenMedia } from "./mediaLine.ts";

type Around = {
  freshToken: (call: { callId: string; roomName: string }) => Promise<string>;
  changed: (state: MediaState) => void;
  moved: () => void;
  ended: (callId: string) => void;
};

type OpenCall = Extract<OwnCall, { phase: "ringing" | "talking" }>;

/** Of a call that one has, or is answering. */
type Wanted = Pick<OpenCall, "callId" | "roomName" | "media">;

/** Sound and picture of one's own call: there from its ringing on, or from the answer on, and gone with it. */
export class MediaKeeper {
  state: MediaState = noMedia;
  private readonly load: () => Promise<OpenMedia>;
  private loaded: OpenMedia | null = null;
  private readonly around: Around;
  private callId: string | null = null;
  private line: MediaLine | null = null;
  private own: OwnCall = { phase: "idle" };

  constructor(load: () => Promise<OpenMedia>, around: Around) {
    this.load = load;
    this.around = around;
  }

  /**
   * Opens, enters and closes as the call goes on.
   * @param answering rings and has just been accepted here: while the server decides, the devices can be asked for
   */
  follow(own: OwnCall, answering?: Incoming) {
    this.own = own;
    const wanted = isOpen(own) ? own : answering;
    if (wanted) {
      if (wanted.callId === this.callId) this.goOn();
      else this.open(wanted);
    } else if (this.callId !== null) this.close();
    else if (own.phase === "dialling") this.prepare();
  }

  /** Fetches what a call needs before there is one, so that nobody waits for it after the answer. */
  prepare() {
    void this.fetch().catch(() => undefined);
  }

  switch = (kind: CapturedKind) => this.line?.switch(kind);
  choose = (kind: DeviceKind, id: string) => this.line?.choose(kind, id);
  playSound = () => this.line?.playSound();
  /** Into the room once more, or for what is needed for it; nothing while that is under way. */
  again = () => {
    if (this.state.connection !== "lost") return;
    if (this.line) this.line.again();
    else if (isOpen(this.own)) this.open(this.own); // not even the code for it came
  };
  show = (who: "me" | "other", element: HTMLVideoElement) =>
    this.line?.show(who, element) ?? (() => undefined);

  private async fetch(): Promise<OpenMedia> {
    return (this.loaded ??= await this.load());
  }

  private open(wanted: Wanted) {
    this.close();
    const { callId } = wanted;
    this.callId = callId;
    if (this.loaded) return this.begin(wanted, this.loaded); // in this very moment: it is the answer's way
    void this.fetch()
      .then((openMedia) => this.begin(wanted, openMedia))
      .catch(() => this.callId === callId && this.change({ ...noMedia, connection: "lost" }));
  }

  private begin({ callId, roomName, media }: Wanted, openMedia: OpenMedia) {
    if (this.callId !== callId || this.line) return;
    this.line = openMedia({
      callId,
      media,
      freshToken: () => this.around.freshToken({ callId, roomName }),
      changed: (state) => this.callId === callId && this.change(state),
      gone: (why) => (why === "moved" ? this.around.moved() : this.around.ended(callId)),
    });
    this.goOn();
  }

  /** Who rings waits in the room where that is allowed, so that the answer finds one there. */
  private goOn() {
    const { own } = this;
    if (!isOpen(own)) return;
    if (own.phase === "talking" || own.entry.roomOpen) this.line?.enter(own.entry);
    if (own.phase === "talking") this.line?.talk();
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

function isOpen(own: OwnCall): own is OpenCall {
  return own.phase === "ringing" || own.phase === "talking";
}
