import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ownPage, type Access } from "./access.ts";
import type { CallNotice } from "./callClient.ts";
import type { LiveCall } from "./calls.ts";
import { annasWindow, ben, done, liveCall, made, rings } from "./testing.ts";

let anna: ReturnType<typeof annasWindow>;
let notices: CallNotice[];
/** Settles with the last look at what became of a call. */
let looked: Promise<unknown> | null;
const access: Access = {
  ...ownPage,
  look: (callId) => {
    const answer = ownPage.look?.(callId) ?? Promise.reject(new Error("nobody to ask"));
    looked = answer.catch(() => null);
    return answer;
  },
};

beforeEach(async () => {
  anna = annasWindow(access);
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

function became(more: Partial<LiveCall>) {
  vi.stubGlobal("fetch", async (path: string) => {
    expect(path).toBe("/api/calls/c1");
    return Response.json({ call: liveCall("c1", more) });
  });
}

async function back() {
  notices.length = 0;
  looked = null;
  anna.loseLine();
  anna.findLine([]);
  await vi.waitFor(() => expect(looked).not.toBeNull());
  await looked;
  await done(); // whoever asked has its answer, too
}

describe("what happened while there was no line", () => {
  it("is told to who rang, and to who talked", async () => {
    became({ direction: "out", status: "FAILED", endReason: "failed" });
    await call();
    await back();
    expect(anna.own()).toMatchObject({ phase: "over", outcome: "failed" });

    became({ direction: "out", status: "COMPLETED", endReason: "completed", durationSeconds: 61 });
    await call();
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    await back();
    expect(anna.own()).toMatchObject({ outcome: "completed", durationSeconds: 61 });
    expect(notices).toEqual([{ type: "online" }]);
  });

  it("is a missed call, or one that was answered elsewhere, to who was rung", async () => {
    became({ status: "MISSED", endReason: "cancelled" });
    anna.tell("incoming-call", rings);
    await back();
    expect(anna.incoming()).toEqual([]);
    expect(notices.map(({ type }) => type)).toEqual(["online", "missed"]);

    became({ status: "IN_PROGRESS", answeredAt: "2026-11-21T12:00:09Z" });
    anna.tell("incoming-call", rings);
    await back();
    expect(notices.map(({ type }) => type)).toEqual(["online", "answered-elsewhere"]);

    became({ status: "MISSED", endReason: "declined" });
    anna.tell("incoming-call", rings);
    await back();
    expect(notices.map(({ type }) => type)).toEqual(["online"]);
  });

  it("is just over where nobody can be asked", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    await call();
    await back();
    expect(anna.own()).toMatchObject({ phase: "over", outcome: "ended" });
  });
});
