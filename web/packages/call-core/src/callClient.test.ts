import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallNotice } from "./callClient.ts";
import { ringsNowhere } from "./statusWords.ts";
import { annasWindow, ben, done, liveCall, made, refuse, rings } from "./testing.ts";

let anna: ReturnType<typeof annasWindow>;
let notices: CallNotice[];

beforeEach(async () => {
  anna = annasWindow();
  notices = [];
  anna.client.onNotice((notice) => notices.push(notice));
  anna.client.signedIn("anna");
  await done();
  anna.findLine([]);
});

afterEach(() => {
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

async function call() {
  anna.answers["initiate-call"] = () => made;
  anna.client.call(ben, "audio");
  await done();
}

describe("calling", () => {
  it("waits in the room where it may, and lets nothing out of it before the answer", async () => {
    anna.answers["initiate-call"] = () => ({ ...made, roomOpen: true });
    anna.client.call(ben, "audio");
    await done();
    expect(anna.own().phase).toBe("ringing");
    expect(anna.media).toEqual(["open audio", "enter jwt"]);
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    expect(anna.media).toEqual(["open audio", "enter jwt", "talk"]);
  });

  it("waits there again after the page was loaded again", async () => {
    await call();
    const again = annasWindow();
    again.client.signedIn("anna");
    await done();
    again.findLine([liveCall("c1", { direction: "out", roomOpen: true })]);
    await done();
    expect(again.media).toEqual(["open audio", "enter null"]);
  });

  it("leaves the room when it is told how the ringing ended", async () => {
    anna.answers["initiate-call"] = () => ({ ...made, roomOpen: true });
    anna.client.call(ben, "audio");
    await done();
    anna.tell("call-ended", { callId: "c1", reason: "declined", durationSeconds: null });
    expect(anna.own()).toMatchObject({ phase: "over", outcome: "declined" });
    expect(anna.media).toEqual(["open audio", "enter jwt", "close"]);
  });

  it("asks for the microphone while it rings, and goes in only when it is answered", async () => {
    await call();
    expect(anna.own()).toMatchObject({ phase: "ringing", callId: "c1" });
    expect(anna.tones.at(-1)).toBe("ringback");
    expect(anna.media).toEqual(["open audio"]);
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    expect(anna.media).toEqual(["open audio", "enter jwt", "talk"]);
    expect(anna.tones.at(-1)).toBeNull();
  });

  it("never claims to be anybody", async () => {
    await call();
    expect(anna.sent).toEqual([
      { command: "initiate-call", payload: { toUserId: "ben", media: "audio" } },
    ]);
  });

  it.each(["busy", "caller-busy", "not-found", "too-many"])("tells %s", async (code) => {
    anna.answers["initiate-call"] =
      code === "busy" ? () => ({ ...made, endReason: "busy" }) : refuse(code);
    anna.client.call(ben, "audio");
    await done();
    expect(anna.own()).toMatchObject({ phase: "over", outcome: code });
    expect(anna.media).toEqual([]);
  });

  it("tells a call that cannot be, such as one to oneself, from a server that is away", async () => {
    anna.answers["initiate-call"] = refuse("invalid");
    anna.client.call(ben, "audio");
    await done();
    expect(anna.own()).toMatchObject({ phase: "over", outcome: "failed" });
  });

  it("cancels what was hung up before the server had answered", async () => {
    anna.answers["initiate-call"] = () => made;
    anna.client.call(ben, "audio");
    anna.client.hangUp();
    await done();
    expect(anna.sent.at(-1)).toEqual({ command: "cancel-call", payload: { callId: "c1" } });
    expect(anna.own()).toMatchObject({ phase: "over", outcome: "cancelled" });
  });

  it("does nothing later without a line", async () => {
    anna.loseLine();
    anna.client.call(ben, "audio");
    await done();
    expect(anna.own()).toMatchObject({ outcome: "unavailable" });
    anna.findLine([]);
    expect(anna.sent).toEqual([]);
  });

  it("waits for the truth when the line breaks before the answer", async () => {
    anna.answers["initiate-call"] = () => {
      anna.loseLine();
      return refuse("unanswered")();
    };
    anna.client.call(ben, "audio");
    await done();
    expect(anna.own().phase).toBe("dialling");
    anna.findLine([liveCall("c1", { direction: "out" })]);
    expect(anna.own().phase).toBe("ringing");
  });
});

describe("being called", () => {
  beforeEach(() => anna.tell("incoming-call", rings));

  it("rings until it is answered, and leaves the microphone off until then", async () => {
    expect(anna.tones).toEqual([null, "ring"]);
    expect(anna.media).toEqual([]);
    anna.answers["accept-call"] = () => made;
    anna.client.accept("c1");
    anna.client.accept("c1");
    expect(anna.tones.at(-1)).toBeNull();
    await done();
    expect(anna.own().phase).toBe("talking");
    expect(anna.media).toEqual(["open audio", "enter jwt", "talk"]);
    expect(anna.sent).toEqual([{ command: "accept-call", payload: { callId: "c1" } }]);
  });

  it("stops, and says so, when another device was faster", async () => {
    anna.answers["accept-call"] = refuse("answered-elsewhere");
    anna.client.accept("c1");
    await done();
    expect(anna.incoming()).toEqual([]);
    expect(notices).toContainEqual({ type: "answered-elsewhere" });
    expect(anna.media).toEqual(["open audio", "close"]); // asked for by the click, and given back
  });

  it("is a missed call when the caller gives up, and none when it was declined", async () => {
    anna.tell("call-ended", { callId: "c1", reason: "cancelled", durationSeconds: null });
    expect(notices).toContainEqual({
      type: "missed",
      from: { userId: "ben", name: "Ben" },
      media: "audio",
    });
    notices.length = 0;
    anna.tell("incoming-call", { ...rings, callId: "c2" });
    anna.client.decline("c2");
    anna.tell("call-ended", { callId: "c2", reason: "declined", durationSeconds: null });
    expect(notices).toEqual([{ type: "log-changed" }]);
    expect(anna.sent).toEqual([{ command: "decline-call", payload: { callId: "c2" } }]);
  });

  it("while talking is gentle, and answering it hangs up first", async () => {
    anna.answers["accept-call"] = () => made;
    anna.client.accept("c1");
    await done();
    anna.tell("incoming-call", { ...rings, callId: "c2", waiting: true });
    expect(anna.tones.at(-1)).toBe("gentle");
    anna.client.accept("c2");
    await done();
    expect(anna.sent.slice(1).map(({ command, payload }) => [command, payload["callId"]])).toEqual([
      ["end-call", "c1"],
      ["accept-call", "c2"],
    ]);
    expect(anna.own()).toMatchObject({ phase: "talking", callId: "c2" });
  });
});

it("says so when no device of the other's is there, until one comes", async () => {
  anna.answers["initiate-call"] = () => ({ ...made, connected: false });
  anna.client.call(ben, "audio");
  await done();
  const { state } = anna.client.snapshot();
  expect(ringsNowhere(state)).toBe(true);
  anna.tell("presence", { items: [{ userId: "ben", presence: "available" }] });
  expect(ringsNowhere(anna.client.snapshot().state)).toBe(false);
});

describe("a call that is talked", () => {
  beforeEach(async () => {
    await call();
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
  });

  it("is hung up once more when the server did not hear of it", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    anna.loseLine();
    anna.client.hangUp();
    await done();
    anna.findLine([liveCall("c1", { status: "IN_PROGRESS", direction: "out" })]);
    await done();
    expect(anna.sent.at(-1)).toEqual({ command: "end-call", payload: { callId: "c1" } });
    expect(anna.own().phase).toBe("over");
  });

  it("gives the microphone back when it goes on in another window", () => {
    anna.mediaGone("moved");
    expect(anna.own().phase).toBe("elsewhere");
    expect(anna.media.at(-1)).toBe("close");
  });

  it("is resumed by the same window after it was loaded again", async () => {
    const again = annasWindow();
    again.client.signedIn("anna");
    await done();
    again.findLine([liveCall("c1", { status: "IN_PROGRESS", direction: "out" })]);
    await done();
    expect(again.media).toEqual(["open audio", "enter null", "talk"]);
  });

  it("goes on when the session ends, and ends when somebody else signs in", async () => {
    anna.client.signedIn(null);
    expect(anna.own().phase).toBe("talking");
    anna.client.signedIn("anna");
    await done();
    anna.client.signedIn("carla");
    expect(anna.own().phase).not.toBe("talking");
    expect(anna.media.at(-1)).toBe("close");
  });
});
