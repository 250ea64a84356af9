import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hostPage } from "./access.ts";
import type { CallNotice } from "./callClient.ts";
import { annasWindow, ben, liveCall } from "./testing.ts";

const access = hostPage("https://office.example/", "/token");
const done = () => new Promise((next) => setTimeout(next));

afterEach(() => {
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

function backEnd(answer: () => Response | Promise<Response>) {
  const asked: [string, RequestInit | undefined][] = [];
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return answer();
  });
  return asked;
}

describe("a page's own back end", () => {
  it("is asked for a token with the page's own cookie alone", async () => {
    const asked = backEnd(() => Response.json({ token: "t1" }));
    expect(await access.ticket()).toBe("t1");
    expect(asked).toEqual([["/token", { method: "POST", credentials: "same-origin" }]]);
    expect(access.server).toBe("https://office.example");
  });

  it.each([
    [401, {}, "not-signed-in"],
    [403, {}, "not-signed-in"],
    [500, {}, "token-refused"],
    [200, {}, "token-refused"],
    [200, { token: 7 }, "token-refused"],
    [200, [], "token-refused"],
  ])("that answers %i %j gives no token: %s", async (status, body, code) => {
    backEnd(() => Response.json(body, { status }));
    await expect(access.ticket()).rejects.toThrow(code);
  });

  it("that is away, or answers with a page, gives none", async () => {
    backEnd(() => Promise.reject(new TypeError("offline")));
    await expect(access.ticket()).rejects.toThrow("token-refused");
    backEnd(() => new Response("<html>"));
    await expect(access.ticket()).rejects.toThrow("token-refused");
  });
});

describe("a window of another origin", () => {
  let anna: ReturnType<typeof annasWindow>;
  let notices: CallNotice[];

  beforeEach(async () => {
    anna = annasWindow(access);
    notices = [];
    anna.client.onNotice((notice) => notices.push(notice));
    anna.client.signedIn("anna");
    await done();
    anna.findLine([]);
  });

  it("outlives its token", () => {
    anna.tell("signed-out", undefined);
    expect(anna.client.snapshot().state.link).toBe("online");
    anna.loseLine();
    expect(anna.client.snapshot().state.link).toBe("offline");
    anna.findLine([]);
    expect(notices).not.toContainEqual({ type: "signed-out" });
  });

  it("hears why it is not let in", () => {
    anna.refuseLine("origin-not-allowed");
    expect(notices).toContainEqual({ type: "no-line", code: "origin-not-allowed" });
  });

  it("gets back into its call over the line", async () => {
    anna.answers["initiate-call"] = () => ({ callId: "c1", roomName: "r1", serverUrl: "ws://m" });
    anna.answers["join-call"] = () => ({ token: "fresh" });
    anna.client.call(ben, "audio");
    await done();
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    expect(await anna.freshToken()).toBe("fresh");
    expect(anna.sent.at(-1)).toEqual({ command: "join-call", payload: { callId: "c1" } });
  });

  it("has nobody to tell without a line, and hangs up all the same", async () => {
    const asked = backEnd(() => Response.json({}));
    anna.findLine([liveCall("c1", { status: "IN_PROGRESS" })]);
    anna.client.takeOver();
    anna.loseLine();
    anna.client.hangUp();
    await done();
    expect(anna.own().phase).toBe("over");
    expect(asked).toEqual([]);
  });
});
