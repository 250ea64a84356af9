import { ConnectionState, type LocalTrack, type Room } from "livekit-client";
import { afterEach, expect, it, vi } from "vitest";
import { CallDevices } from "./callDevices.ts";

type Kind = "microphone" | "camera";

/** LiveKit's side of one's own devices, as far as it is used: what is published, and whether it can be heard. */
function room(refuses: (kind: Kind) => boolean = () => false) {
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
  };
  const state = ConnectionState.Connected;
  return { captured, published, on, as: { localParticipant: me, state } as unknown as Room };
}

const tell = vi.fn<(kind: Kind, problem: string | null) => void>();
afterEach(() => {
  localStorage.clear();
  tell.mockReset();
});

const audio = { callId: "c1", media: "audio" } as const;
const video = { callId: "c1", media: "video" } as const;

it("keeps what is on silent until it is let out", async () => {
  const { as, captured, published } = room();
  const devices = new CallDevices(as, video, tell);
  devices.capture();
  await devices.publish();
  expect(published).toEqual(["microphone", "camera"]);
  expect(captured.map(({ enabled }) => enabled)).toEqual([false, false]);
  devices.letOut();
  await vi.waitFor(() => expect(captured.map(({ enabled }) => enabled)).toEqual([true, true]));
});

it("publishes no second microphone for who mutes before there is one, and lets nothing be heard", async () => {
  const { as, captured, published } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  devices.letOut();
  await devices.switch("microphone", false);
  expect(devices.isOff("microphone")).toBe(true);
  await devices.publish();
  expect(published).toEqual([]);
  expect(captured).toMatchObject([{ enabled: false, stopped: true }]);

  await devices.switch("microphone", true);
  expect(published).toEqual(["microphone"]);
  expect(devices.isOff("microphone")).toBe(false);
});

it("does at last what was wanted last", async () => {
  const { as, published, on } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  devices.letOut();
  void devices.switch("microphone", false);
  void devices.switch("microphone", true);
  void devices.switch("camera", true);
  await devices.publish();
  expect(published).toEqual(["microphone", "camera"]);
  await Promise.all([devices.switch("microphone", false), devices.switch("camera", false)]);
  expect([...on.values()]).toEqual([false, false]);
});

it("begins a call that is loaded again as one left it, and another as it is", async () => {
  const before = new CallDevices(room().as, audio, tell);
  before.capture();
  await before.publish();
  await before.switch("microphone", false);
  await before.switch("camera", true);

  const { as, published } = room();
  const again = new CallDevices(as, audio, tell);
  again.capture();
  await again.publish();
  expect(published).toEqual(["camera"]);
  expect(again.isOff("microphone")).toBe(true);

  const other = new CallDevices(room().as, { callId: "c2", media: "audio" }, tell);
  expect([other.isOff("microphone"), other.isOff("camera")]).toEqual([false, true]);
});

it("says what keeps a device from being used, and tries again with the next click", async () => {
  let refused = true;
  const { as, published } = room(() => refused);
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  await devices.publish();
  expect(tell).toHaveBeenCalledWith("microphone", "denied");
  expect(devices.isOff("microphone")).toBe(true);
  refused = false;
  await devices.switch("microphone", true);
  expect(published).toEqual(["microphone"]);
  expect(tell).toHaveBeenLastCalledWith("microphone", null);
});

it("stops what was asked for when the way into the room has failed", async () => {
  const { as, captured, published } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  devices.drop();
  await vi.waitFor(() => expect(captured).toMatchObject([{ stopped: true }]));
  expect(published).toEqual([]);
});
