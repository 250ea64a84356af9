import { EventEmitter, once } from "node:events";
import { ConnectionState, type Room } from "livekit-client";
import { afterEach, describe, expect, it, vi } from "vitest";
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
  void devices.letOut();
  expect(captured.map(({ enabled }) => enabled)).toEqual([true, true]);
});

it("publishes no second microphone for who mutes before there is one, and lets nothing be heard", async () => {
  const { as, captured, published } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  void devices.letOut();
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
  const { as, published, isEnabled } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  void devices.letOut();
  void devices.switch("microphone", false);
  void devices.switch("microphone", true);
  void devices.switch("camera", true);
  await devices.publish();
  expect(published).toEqual(["microphone", "camera"]);
  await Promise.all([devices.switch("microphone", false), devices.switch("camera", false)]);
  expect([isEnabled("microphone"), isEnabled("camera")]).toEqual([false, false]);
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
  await devices.letOut();
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

describe("muting while the browser still asks for the camera", () => {
  it("is silent at once, for a microphone that was muted and wanted again while connecting", async () => {
    const { as, captured, questions, isEnabled } = room();
    const devices = new CallDevices(as, audio, tell);
    devices.capture();
    void devices.letOut();
    void devices.switch("microphone", false);
    await devices.publish();
    await devices.switch("microphone", true);
    const user = new EventEmitter();
    questions.set("camera", once(user, "answer"));
    const asked = devices.switch("camera", true);
    const lit = () => captured.filter(({ enabled, stopped }) => enabled && !stopped);
    expect(lit()).toMatchObject([{ kind: "microphone" }]);

    const muted = devices.switch("microphone", false);
    expect(devices.isOff("microphone")).toBe(true);
    expect(lit()).toEqual([]);
    await muted; // nor does the server's word wait for the camera
    expect(isEnabled("microphone")).toBe(false);

    user.emit("answer");
    await asked;
    expect(lit()).toMatchObject([{ kind: "camera" }]);
  });

  it("is told to the server, and undone, while the camera was asked for from the beginning", async () => {
    const { as, captured, questions, isEnabled } = room();
    questions.set("camera", new Promise(() => undefined));
    const devices = new CallDevices(as, video, tell);
    devices.capture();
    void devices.letOut();
    void devices.publish();
    await vi.waitFor(() => expect(isEnabled("microphone")).toBe(true));
    await devices.switch("microphone", false);
    expect(isEnabled("microphone")).toBe(false);
    await devices.switch("microphone", true);
    expect(captured).toMatchObject([{ kind: "microphone", enabled: true }]);
  });
});

it("says that nothing is muted that can still be heard", async () => {
  const { as, captured } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  void devices.letOut();
  await devices.publish();
  await devices.switch("microphone", false);
  for (const track of captured) track.enabled = true; // by whomever
  expect(devices.isOff("microphone")).toBe(false);
});

it("lets no microphone be heard that the browser gives after it was muted again", async () => {
  const { as, captured, published, questions } = room();
  const devices = new CallDevices(as, audio, tell);
  void devices.switch("microphone", false);
  devices.capture();
  void devices.letOut();
  await devices.publish();
  const user = new EventEmitter();
  questions.set("microphone", once(user, "answer"));
  const ask = vi.spyOn(as.localParticipant, "createTracks");
  void devices.switch("microphone", true);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  const muted = devices.switch("microphone", false);
  user.emit("answer");
  await muted;
  expect(captured.filter(({ stopped }) => !stopped)).toEqual([]);
  expect(published).toEqual([]);
});

it("asks for nothing more before it is let out", async () => {
  let refused = true;
  const { as, captured, published } = room((kind) => kind === "camera" && refused);
  const devices = new CallDevices(as, video, tell);
  devices.capture();
  await devices.publish();
  refused = false;
  await devices.switch("camera", true);
  expect(published).toEqual(["microphone"]);
  await devices.letOut();
  expect(published).toEqual(["microphone", "camera"]);
  expect(captured.map(({ enabled }) => enabled)).toEqual([true, true]);
});

it("stops what the browser gives after the way into the room has failed, and blames no device", async () => {
  const { as, captured, questions } = room();
  const devices = new CallDevices(as, audio, tell);
  devices.capture();
  void devices.letOut();
  await devices.publish();
  const user = new EventEmitter();
  questions.set("camera", once(user, "answer"));
  const ask = vi.spyOn(as.localParticipant, "createTracks");
  const asked = devices.switch("camera", true);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
  devices.drop();
  user.emit("answer");
  await asked;
  expect(captured.filter(({ stopped }) => !stopped)).toEqual([]);
  expect(tell).not.toHaveBeenCalled();
});
