import { describe, expect, it } from "vitest";
import { reduce, resting, type CallNews, type CallState } from "./callState.ts";
import { ben, liveCall } from "./testing.ts";

const entry = { serverUrl: "ws://media", token: "t1", roomOpen: false };
const rings = {
  callId: "c1",
  roomName: "t-c1",
  from: ben,
  media: "audio",
  waiting: false,
} as const;

function after(...news: CallNews[]): CallState {
  return news.reduce(reduce, resting);
}

const dialled: CallNews = { type: "dialled", party: ben, media: "audio" };
const initiated: CallNews = {
  type: "initiated",
  callId: "c1",
  roomName: "t-c1",
  toUserId: "ben",
  entry,
};
const accepted: CallNews = { type: "accepted", callId: "c1", now: 1_000 };
const incoming: CallNews = { type: "incoming", call: rings };
const answering: CallNews = { type: "answering", callId: "c1" };
const answered: CallNews = { type: "answered", callId: "c1", entry, now: 1_000 };
const failed = (again: boolean) => ({ type: "answer-refused", callId: "c1", again }) as const;
const ended = (outcome: "declined" | "completed", durationSeconds: number | null = null) =>
  ({ type: "ended", callId: "c1", outcome, durationSeconds }) as const;
const live = (items: Parameters<typeof liveCall>[1][], resumed: string | null = null) =>
  ({
    type: "live",
    items: items.map((more) => liveCall("c1", more)),
    resumable: resumed === null ? null : { callId: resumed, serverUrl: "ws://before" },
  }) as const;
const talked = { status: "IN_PROGRESS", answeredAt: "2026-11-21T12:00:05Z" } as const;

describe("a call that one makes", () => {
  it("rings, is talked, and is over with its duration", () => {
    expect(after(dialled).own.phase).toBe("dialling");
    expect(after(dialled, initiated).own).toMatchObject({ phase: "ringing", callId: "c1", entry });
    const own = after(dialled, initiated, accepted).own;
    expect(own).toMatchObject({ phase: "talking", party: ben, answeredAt: 1_000, entry });
    expect(after(dialled, initiated, accepted, ended("completed", 7)).own).toMatchObject({
      phase: "over",
      outcome: "completed",
      durationSeconds: 7,
    });
  });

  it("is talked, or over, however much quicker the other was than the answer to dialling", () => {
    const own = after(dialled, accepted, initiated).own;
    expect(own).toMatchObject({ phase: "talking", callId: "c1", answeredAt: 1_000, entry });
    expect(after(dialled, ended("declined"), initiated).own).toMatchObject({ outcome: "declined" });
    const both = after(dialled, accepted, ended("completed", 3), initiated).own;
    expect(both).toMatchObject({ phase: "over", outcome: "completed", durationSeconds: 3 });
    const other: CallNews = { ...accepted, callId: "c2" };
    expect(after(dialled, other, initiated).own.phase).toBe("ringing");
    expect(after(accepted, dialled, initiated).own.phase).toBe("ringing");
  });

  it("tells why nobody answered", () => {
    expect(after(dialled, initiated, ended("declined")).own).toMatchObject({ outcome: "declined" });
    const busy: CallNews = { type: "refused", outcome: "busy" };
    expect(after(dialled, busy).own).toMatchObject({ phase: "over", outcome: "busy" });
  });

  it("is one at a time", () => {
    const other: CallNews = { type: "dialled", party: { userId: "c", name: "C" }, media: "video" };
    expect(after(dialled, other).own).toMatchObject({ party: ben, media: "audio" });
    expect(after(dialled, initiated, accepted, other).own.phase).toBe("talking");
    expect(after(dialled, initiated, ended("declined"), other).own.phase).toBe("dialling");
  });

  it("is over at once when one hangs up, and the server's word makes it exact", () => {
    const state = after(dialled, initiated, accepted, { type: "hung-up", now: 13_900 });
    expect(state.own).toMatchObject({ outcome: "completed", durationSeconds: 12 });
    expect(reduce(state, ended("completed", 11)).own).toMatchObject({ durationSeconds: 11 });
    expect(after(dialled, { type: "hung-up", now: 1 }, initiated).own).toMatchObject({
      phase: "over",
      outcome: "cancelled",
    });
  });

  it("is not touched by news of another call", () => {
    const other: CallNews = { ...ended("completed"), callId: "c2" };
    expect(after(dialled, initiated, other).own.phase).toBe("ringing");
    expect(after(dialled, initiated, { ...accepted, callId: "c2" }).own.phase).toBe("ringing");
  });
});

describe("a call that comes in", () => {
  it("rings once, however often it is told", () => {
    expect(after(incoming, incoming).incoming).toHaveLength(1);
  });

  it("is talked once the server agreed", () => {
    const asked = after(incoming, answering);
    expect(asked.incoming[0]?.answering).toBe(true);
    expect(asked.own.phase).toBe("idle");
    const state = reduce(asked, answered);
    expect(state).toMatchObject({ incoming: [], own: { phase: "talking", party: ben, entry } });
  });

  it("stops when another device answered, was told of, or the caller gave up", () => {
    expect(after(incoming, accepted).incoming).toEqual([]);
    expect(after(incoming, { type: "answered-elsewhere", callId: "c1" }).incoming).toEqual([]);
    expect(after(incoming, ended("completed")).incoming).toEqual([]);
    expect(after(incoming, { type: "declined", callId: "c1" }).incoming).toEqual([]);
  });

  it("is not taken from the device that is answering by the news that it was answered", () => {
    expect(after(incoming, answering, accepted).incoming).toHaveLength(1);
  });

  it("can be answered again when only the line failed, and else stops", () => {
    expect(after(incoming, answering, failed(true)).incoming[0]?.answering).toBe(false);
    expect(after(incoming, answering, failed(false)).incoming).toEqual([]);
  });

  it("does not come back to life by a late answer", () => {
    expect(after(incoming, ended("completed"), answered).own.phase).toBe("idle");
  });
});

describe("after a while without a line", () => {
  it("rings what still rings, and no more", () => {
    const second: CallNews = { type: "incoming", call: { ...rings, callId: "c2" } };
    const state = after(incoming, answering, second, live([{}]));
    expect(state.incoming).toMatchObject([{ callId: "c1", answering: false }]);
    expect(state.link).toBe("online");
    expect(after(incoming, live([])).incoming).toEqual([]);
  });

  it("goes on with a call that was answered meanwhile, or is over", () => {
    const state = after(dialled, initiated, live([{ ...talked, direction: "out" }]));
    expect(state.own).toMatchObject({ phase: "talking", entry });
    expect(after(dialled, initiated, live([])).own).toMatchObject({ outcome: "ended" });
    expect(after(dialled, initiated, accepted, live([])).own).toMatchObject({
      outcome: "completed",
    });
  });

  it("knows whether the call that was being made was made", () => {
    expect(after(dialled, live([{ direction: "out" }])).own).toMatchObject({
      phase: "ringing",
      callId: "c1",
      entry: { serverUrl: "ws://media", token: null },
    });
    expect(after(dialled, live([])).own).toMatchObject({ outcome: "unavailable" });
  });

  it("goes on with the call whose answer from here came first, though nobody could say so", () => {
    const state = after(incoming, answering, { type: "link", link: "offline" }, live([talked]));
    expect(state).toMatchObject({
      incoming: [],
      own: { phase: "talking", callId: "c1", party: ben },
    });
    expect(after(incoming, live([talked])).own.phase).toBe("elsewhere");
  });

  it("comes back into the call that this window was in, and only offers that of another", () => {
    expect(after(live([talked], "c1")).own).toMatchObject({ phase: "talking", party: ben });
    const known = liveCall("c1", { ...talked, serverUrl: null });
    const resumed = { callId: "c1", serverUrl: "ws://before" };
    expect(after({ type: "live", items: [known], resumable: resumed }).own).toMatchObject({
      entry: { serverUrl: "ws://before", token: null },
    });
    const state = after(live([talked], "c0"));
    expect(state.own).toMatchObject({ phase: "elsewhere", callId: "c1" });
    expect(reduce(state, { type: "taken-over" }).own).toMatchObject({
      phase: "talking",
      entry: { token: null },
    });
    expect(reduce(state, live([])).own.phase).toBe("idle");
    expect(after(live([{ direction: "out" }], "c1")).own.phase).toBe("ringing");
    expect(after(live([{ direction: "out" }])).own.phase).toBe("idle");
  });

  it("stays out of what was hung up, though the server has not heard of it", () => {
    const state = after(dialled, initiated, accepted, { type: "hung-up", now: 2_000 });
    expect(reduce(state, live([talked], null)).own.phase).toBe("over");
  });
});

describe("a session that ends", () => {
  it("silences what rings, and leaves who talks in the call", () => {
    const signedOut: CallNews = { type: "link", link: "signed-out" };
    expect(after(incoming, signedOut).incoming).toEqual([]);
    expect(after(dialled, initiated, signedOut).own.phase).toBe("idle");
    expect(after(dialled, initiated, accepted, signedOut).own.phase).toBe("talking");
  });
});

it("is elsewhere once the same person is in the room from another window", () => {
  const state = after(dialled, initiated, accepted, { type: "moved-away" });
  expect(state.own.phase).toBe("elsewhere");
  expect(reduce(state, ended("completed", 3)).own.phase).toBe("idle");
});
