import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deviceChoices, rememberDevice, rememberOn } from "./deviceChoices.ts";
import { PreviewClient } from "./previewClient.ts";

/** A device as the browser lends it, which says whether its light is still on. */
class Track extends EventTarget {
  isLit = true;
  readonly kind: string;
  readonly deviceId: string;
  constructor(kind: string, deviceId: string) {
    super();
    this.kind = kind;
    this.deviceId = deviceId;
  }
  stop() {
    this.isLit = false;
  }
  getSettings() {
    return { deviceId: this.deviceId };
  }
}

class Stream {
  private readonly tracks: Track[];
  constructor(tracks: Track[] = []) {
    this.tracks = tracks;
  }
  getTracks = () => this.tracks;
}

let lent: Track[] = [];
let trouble: (wanted: MediaStreamConstraints) => string | undefined = () => undefined;
let held: Promise<void> = Promise.resolve();

/** There are two of each, and the first is taken when none is named exactly: a wish is not heeded. */
function named(wanted: true | MediaTrackConstraints, kind: string): string {
  const id = wanted === true ? undefined : wanted.deviceId;
  const exact = typeof id === "object" && "exact" in id ? id.exact : undefined;
  if (typeof exact !== "string") return `${kind} 1`;
  if (exact !== `${kind} 1` && exact !== `${kind} 2`)
    throw new DOMException("", "OverconstrainedError");
  return exact;
}

async function getUserMedia(wanted: MediaStreamConstraints) {
  await held;
  const name = trouble(wanted);
  if (name) throw new DOMException("", name);
  const tracks = [
    ...(wanted.audio ? [new Track("audio", named(wanted.audio, "microphone"))] : []),
    ...(wanted.video ? [new Track("video", named(wanted.video, "camera"))] : []),
  ];
  lent.push(...tracks);
  return new Stream(tracks);
}

beforeEach(() => {
  lent = [];
  trouble = () => undefined;
  held = Promise.resolve();
  vi.stubGlobal("MediaStream", Stream);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

async function started() {
  const client = new PreviewClient();
  await client.start();
  return client;
}

describe("the preview", () => {
  it("takes both, and gives both back", async () => {
    const client = await started();
    expect(client.state()).toMatchObject({ microphone: "on", camera: "on" });

    client.stop();

    expect(lent.map(({ isLit }) => isLit)).toEqual([false, false]);
  });

  it("leaves no light on when it went while the browser was still asking", async () => {
    const question = new EventTarget();
    held = new Promise((resolve) => question.addEventListener("answer", () => resolve()));
    const client = new PreviewClient();
    const starting = client.start();
    client.stop();

    question.dispatchEvent(new Event("answer"));
    await starting;

    expect(lent).toHaveLength(2);
    expect(lent.map(({ isLit }) => isLit)).toEqual([false, false]);
  });

  it("asks for nothing that was left off, and keeps what is switched", async () => {
    rememberOn("camera", false);
    const client = await started();
    expect(lent.map(({ kind }) => kind)).toEqual(["audio"]);

    await client.switch("microphone");
    await client.switch("camera");

    expect(lent.map(({ kind, isLit }) => [kind, isLit])).toEqual([
      ["audio", false],
      ["video", true],
    ]);
    expect(deviceChoices()).toMatchObject({ microphoneOn: false, cameraOn: true });
  });

  it("takes the chosen ones, now and the next time", async () => {
    const client = await started();
    await client.choose("microphone", "microphone 2");
    await client.choose("camera", "camera 2");
    client.stop();

    const next = await started();

    expect(next.state().ids).toEqual({ microphone: "microphone 2", camera: "camera 2" });
    expect(lent.slice(-2).map(({ deviceId }) => deviceId)).toEqual(["microphone 2", "camera 2"]);
  });

  it("shows what the browser took where what was chosen is gone, and still remembers the choice", async () => {
    rememberDevice("camera", "a camera left at home");

    const client = await started();

    expect(client.state().ids.camera).toBe("camera 1");
    expect(deviceChoices().ids.camera).toBe("a camera left at home");
  });

  it("tells which of the two is the trouble, and uses the other", async () => {
    trouble = ({ video }) => (video ? "NotReadableError" : undefined);

    const client = await started();

    expect(client.state()).toMatchObject({ microphone: "on", camera: "busy" });
  });

  it("works where the browser refuses to keep anything", async () => {
    vi.stubGlobal("localStorage", {
      getItem() {
        throw new DOMException("", "SecurityError");
      },
      setItem() {
        throw new DOMException("", "SecurityError");
      },
      clear() {},
    });
    const client = await started();

    await client.choose("camera", "camera 2");
    await client.switch("microphone");

    expect(client.state()).toMatchObject({ microphone: "off", camera: "on" });
  });
});
