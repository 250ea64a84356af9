import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hostPage } from "./access.ts";
import { annasWindow, ben, done, made, refuse, rings } from "./testing.ts";

// What leaves a call is heard whatever the line is like.

let anna: ReturnType<typeof annasWindow>;

beforeEach(async () => {
  anna = annasWindow();
  anna.client.signedIn("anna");
  await done();
  anna.findLine([]);
  anna.answers["initiate-call"] = () => made;
});

afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

async function talk() {
  anna.client.call(ben, "audio");
  await done();
  anna.tell("call-accepted", { callId: "c1", userId: "ben" });
}

/** What is asked of the server beside the line. */
function restAsked(): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return new Response("{}");
  });
  return asked;
}

it("answering: rings on when the server, asked too much, has decided nothing", async () => {
  anna.tell("incoming-call", rings);
  anna.answers["accept-call"] = refuse("too-many");
  anna.client.accept("c1");
  await done();
  expect(anna.incoming()).toEqual(["c1"]);
  expect(anna.tones.at(-1)).toBe("ring");
  anna.answers["accept-call"] = () => made;
  anna.client.accept("c1");
  await done();
  expect(anna.own().phase).toBe("talking");
});

it.each(["too-many", "unavailable", "unanswered"])(
  "declining: goes beside the line when that does not take it (%s)",
  async (code) => {
    const asked = restAsked();
    anna.tell("incoming-call", rings);
    anna.answers["decline-call"] = refuse(code);
    anna.client.decline("c1");
    await done();
    expect(asked).toEqual(["/api/calls/c1/decline"]);
  },
);

it("cancelling: goes beside the line when the server is asked too much", async () => {
  const asked = restAsked();
  anna.answers["cancel-call"] = refuse("too-many");
  anna.client.call(ben, "audio");
  anna.client.hangUp();
  await done();
  expect(asked).toEqual(["/api/calls/c1/cancel"]);
});

it("hanging up: is heard also when the server is asked too much", async () => {
  await talk();
  const asked = restAsked();
  anna.answers["end-call"] = refuse("too-many");
  anna.client.hangUp();
  await done();
  expect(asked).toEqual(["/api/calls/c1/end"]);
});

it("hanging up: is heard also without a socket", async () => {
  await talk();
  const asked = restAsked();
  anna.loseLine();
  anna.client.hangUp();
  expect(anna.media.at(-1)).toBe("close");
  await done();
  expect(asked).toEqual(["/api/calls/c1/end"]);
});

it("hanging up: is heard, where there is only the line as soon as the server takes it", async () => {
  vi.useFakeTimers();
  const host = annasWindow(hostPage("https://office.example", "/token"));
  host.client.signedIn("anna");
  await vi.advanceTimersByTimeAsync(0);
  host.findLine([]);
  host.answers["initiate-call"] = () => made;
  host.client.call(ben, "audio");
  await vi.advanceTimersByTimeAsync(0);
  host.answers["end-call"] = refuse("too-many");
  host.client.hangUp();
  await vi.advanceTimersByTimeAsync(1_000);
  host.answers["end-call"] = () => ({ ok: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(host.sent.map(({ command }) => command)).toEqual([
    "initiate-call",
    ...Array<string>(3).fill("end-call"),
  ]);
});
