import { ConnectionState, type Room } from "livekit-client";
import { afterEach, expect, it, vi } from "vitest";
import { CallDevices } from "./callDevices.ts";
import { ownSide } from "./testingRoom.ts";

type Kind = "microphone" | "camera";

function room(refuses?: (kind: Kind) => boolean) {
  const own = ownSide(refuses);
  const as = { localParticipant: own.me, state: ConnectionState.Connected };
  return { ...own, as: as as unknown as Room };
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
