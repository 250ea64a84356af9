import {
  ringsNowhere,
  secondsSince,
  statusWords,
  type CallClient,
  type CallSnapshot,
  type MediaState,
  type ShownCall,
} from "@hausruf/call-core";
import { problemTexts } from "@hausruf/devices/problems";
import { formatTimer } from "@hausruf/i18n/duration";
import type { callTexts } from "@hausruf/i18n/embed";
import { part, setText } from "./dom.ts";
import type { Wanted } from "./parts.ts";
import { Pictures } from "./pictures.ts";

/** What is seen of a call beside its button: who, how far, mute, hang up, and what is in the way. */
export class Panel {
  private readonly t: ReturnType<typeof callTexts>;
  private readonly name = part("span", "name");
  private readonly status = part("span", "status");
  private readonly time = part("span", "time");
  private readonly mute = part("button", "plain");
  private readonly camera = part("button", "plain");
  private readonly sound = part("button", "plain");
  private readonly again = part("button", "plain");
  private readonly notes = part("div", "notes");
  private readonly pictures: Pictures;
  private readonly clock: ReturnType<typeof setInterval>;
  private answeredAt: number | null = null;

  constructor(
    place: HTMLElement,
    client: CallClient,
    t: ReturnType<typeof callTexts>,
    { name, media }: Wanted,
  ) {
    this.t = t;
    this.status.setAttribute("role", "status");
    this.time.setAttribute("role", "timer");
    this.time.setAttribute("aria-label", t("room.duration"));
    this.notes.setAttribute("aria-live", "polite");
    const hangUp = part("button", "hangup", t("calls.hangUp"));
    const keys = part("div", "keys", hangUp, this.mute, this.camera, this.sound, this.again);
    keys.setAttribute("role", "group");
    keys.setAttribute("aria-label", t("calls.controls"));
    for (const key of keys.querySelectorAll("button")) key.type = "button";
    hangUp.addEventListener("click", client.hangUp);
    this.mute.addEventListener("click", () => client.media.switch("microphone"));
    this.camera.addEventListener("click", () => client.media.switch("camera"));
    place.tabIndex = -1;
    // What goes away with what it mends leaves the focus here.
    this.sound.addEventListener("click", () => {
      place.focus();
      client.media.playSound();
    });
    this.again.addEventListener("click", () => {
      place.focus();
      client.media.again();
    });
    setText(this.sound, t("room.soundOn"));
    setText(this.again, t("calls.mediaAgain"));
    this.pictures = new Pictures(client);
    setText(this.name, name);
    const words = part("div", "words", this.name, this.status, this.time);
    place.setAttribute("aria-label", t("calls.current", { name }));
    place.replaceChildren(this.pictures.element, words, keys, this.notes);
    this.camera.hidden = media !== "video";
    this.clock = setInterval(() => this.tick(), 1_000);
  }

  show(own: ShownCall, { media, state: { presence } }: CallSnapshot) {
    const talks = own.phase === "talking";
    const connected = talks && media.connection === "connected";
    this.answeredAt = own.phase === "talking" ? own.answeredAt : null;
    setText(this.name, own.party.name);
    setText(this.status, statusWords(this.t, { own, presence }, media));
    this.status.classList.toggle("quiet", connected);
    this.time.hidden = !connected;
    this.tick();
    this.mute.hidden = !talks;
    setText(this.mute, this.t(media.muted ? "devices.microphoneOn" : "devices.microphoneOff"));
    if (!talks) this.camera.hidden = true;
    setText(this.camera, this.t(media.camera ? "devices.cameraOff" : "devices.cameraOn"));
    this.sound.hidden = !media.soundBlocked;
    this.again.hidden = !talks || media.connection !== "lost";
    this.pictures.show(talks ? media : null);
    const away = ringsNowhere({ own, presence }) ? [this.t("calls.notConnected")] : [];
    const notes = talks ? this.notesOf(media) : away;
    if (this.notes.textContent !== notes.join(""))
      this.notes.replaceChildren(...notes.map((note) => part("p", "note-line", note)));
  }

  close() {
    clearInterval(this.clock);
    this.pictures.show(null);
  }

  private tick() {
    if (this.answeredAt === null) return;
    const seconds = secondsSince({ answeredAt: this.answeredAt }, Date.now());
    setText(this.time, formatTimer(seconds).replace(/^00:/, ""));
  }

  private notesOf(media: MediaState): string[] {
    const away = media.connection === "connected" && !media.other.here;
    return [
      ...(away ? [this.t(media.other.left ? "calls.otherLeft" : "calls.away")] : []),
      ...(media.other.muted ? [this.t("calls.otherMuted")] : []),
      ...(media.soundBlocked ? [this.t("room.soundBlocked")] : []),
      ...problemTexts(media.problems).map(
        ({ kind, problem }) =>
          `${this.t(`devices.${kind}-${problem}`)} ${this.t(`devices.hint-${problem}`)}`,
      ),
    ];
  }
}
