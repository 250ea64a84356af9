import type { CallClient, MediaState } from "@hausruf/call-core";
import { part } from "./dom.ts";

/** The other's picture and one's own, as far as there are any. */
export class Pictures {
  readonly element = part("div", "pictures");
  private readonly client: CallClient;
  private readonly shown = new Map<"me" | "other", { track: string; stop: () => void }>();

  constructor(client: CallClient) {
    this.client = client;
  }

  show(media: MediaState | null) {
    this.one("other", media?.other.camera ?? null);
    this.one("me", media?.camera ?? null);
    this.element.hidden = this.shown.size === 0;
  }

  private one(who: "me" | "other", track: string | null) {
    const now = this.shown.get(who);
    if (now?.track === (track ?? undefined)) return;
    now?.stop();
    this.shown.delete(who);
    if (track === null) return;
    const video = part("video", who);
    Object.assign(video, { autoplay: true, playsInline: true, muted: true });
    this.element.append(video);
    const detach = this.client.media.show(who, video);
    const stop = () => {
      detach();
      video.remove();
    };
    this.shown.set(who, { track, stop });
  }
}
