import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deviceChoices } from "@hausruf/devices";
import { annasLine, begun, RoomOnPaper } from "./testingRoom.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

const withoutCamera = () => new RoomOnPaper((kind) => kind === "camera");
const busy = () => Promise.reject(new DOMException("", "NotReadableError"));

describe("connecting", () => {
  it("waits inside, silently, and is heard with the answer", async () => {
    const anna = annasLine();
    const { room } = anna;
    anna.enter();
    expect(anna.state.connection).toBe("connecting");
    await begun();
    expect(room.entered).toEqual([["ws://media", "jwt"]]);
    expect(room.own.published).toEqual(["microphone"]);
    expect(room.own.captured).toMatchObject([{ enabled: false }]);
    anna.call.talk();
    await begun();
    expect(room.own.captured).toMatchObject([{ enabled: true }]);
    expect(anna.state.connection).toBe("connecting"); // alone, until the other has come in
    room.otherIs({ isMicrophoneEnabled: true, camera: null });
    expect(anna.state).toMatchObject({ connection: "connected", muted: false });
  });

  it("goes in once, however often it is told to", async () => {
    const anna = annasLine();
    anna.enter();
    anna.enter({ token: "another" });
    await begun();
    expect(anna.room.entered).toEqual([["ws://media", "jwt"]]);
  });

  it("asks for a token where it has none, and goes to its own page's address where it knows no other", async () => {
    const anna = annasLine();
    anna.enter({ serverUrl: "", token: null });
    await begun();
    expect(anna.room.entered).toEqual([[location.origin.replace("http", "ws"), "fresh"]]);
  });

  it("is muted before there is a connection, and sends nothing when there is one", async () => {
    const anna = annasLine();
    const { room, call } = anna;
    const admitted = once(room, "admitted");
    room.admits = async () => void (await admitted);
    anna.enter();
    call.talk();
    call.switch("microphone");
    expect(anna.state.muted).toBe(true);
    room.emit("admitted");
    await begun();
    expect(anna.state).toMatchObject({ connection: "connected", muted: true });
    expect(room.own.published).toEqual([]);
    expect(room.own.captured).toMatchObject([{ enabled: false, stopped: true }]);

    call.switch("microphone");
    await begun();
    expect(room.own.published).toEqual(["microphone"]);
    expect(anna.state.muted).toBe(false);
  });

  it("changes nothing of one's own before the answer", async () => {
    const anna = annasLine();
    anna.enter();
    await begun();
    anna.call.switch("microphone");
    await begun();
    expect(anna.state.muted).toBe(false);
  });

  it("knows how the other is, and that they have left", async () => {
    const anna = annasLine("video");
    await anna.talked();
    expect(anna.state).toMatchObject({ camera: "mine", other: { here: true, camera: null } });
    anna.room.otherIs({ isMicrophoneEnabled: false, camera: "theirs" });
    expect(anna.state.other).toEqual({ here: true, left: false, muted: true, camera: "theirs" });
    anna.room.otherGoes();
    expect(anna.state.other).toEqual({ here: false, left: true, muted: false, camera: null });
    expect(anna.state.connection).toBe("connected");
  });
});

describe("sound", () => {
  it("that the browser blocks is told of, until a click lets it play", async () => {
    const anna = annasLine();
    await anna.talked();
    anna.room.setPlayback(false);
    expect(anna.state.soundBlocked).toBe(true);
    anna.call.playSound();
    await begun();
    expect(anna.state.soundBlocked).toBe(false);
  });

  it("that stays blocked after the click is told of on", async () => {
    const anna = annasLine();
    await anna.talked();
    anna.room.startAudio = () => Promise.reject(new DOMException("", "NotAllowedError"));
    anna.room.setPlayback(false);
    anna.call.playSound();
    await begun();
    expect(anna.state.soundBlocked).toBe(true);
  });
});

describe("another device", () => {
  it("is used from now on, and kept for the next call", async () => {
    const { room, call, talked } = annasLine();
    await talked();
    call.choose("microphone", "m2");
    call.choose("speaker", "s2");
    await begun();
    expect(room.chosen).toEqual(["audioinput m2", "audiooutput s2"]);
    expect(deviceChoices().ids).toEqual({ microphone: "m2", speaker: "s2" });
  });

  it("that is not to be had is told of beside what else is wrong, until one is", async () => {
    const anna = annasLine("video", withoutCamera());
    await anna.talked();
    expect(anna.state.problems).toEqual({ camera: "denied" });
    const { lends } = anna.room;
    anna.room.lends = busy;
    anna.call.choose("microphone", "m2");
    await begun();
    expect(anna.state.problems).toEqual({ camera: "denied", microphone: "busy" });
    anna.room.lends = lends;
    anna.call.choose("microphone", "m3");
    await begun();
    expect(anna.state.problems).toEqual({ camera: "denied" });
  });

  it("in the place of one that is refused and off changes nothing that is told", async () => {
    const anna = annasLine("video", withoutCamera());
    await anna.talked();
    anna.call.choose("camera", "c2");
    await begun();
    expect(anna.state.problems).toEqual({ camera: "denied" }); // nobody has asked the browser since
  });
});
