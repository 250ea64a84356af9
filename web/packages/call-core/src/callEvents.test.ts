import { describe, expect, it } from "vitest";
import { events, newsOf } from "./callEvents.ts";

const around = { now: 5, resumable: null };

describe("what comes over the socket", () => {
  it.each(events)("as %s with nonsense in it breaks nothing", (event) => {
    for (const payload of [undefined, null, 7, "text", [], { callId: 3, items: "x", presence: {} }])
      expect(() => newsOf(event, payload, around)).not.toThrow();
  });

  it("is read as agreed", () => {
    const told = {
      callId: "c1",
      roomName: "t-c1",
      token: "jwt",
      fromUserId: "ben",
      fromName: "Ben",
      media: "video",
      contactId: null,
      ringUntil: "2026-11-21T12:00:30Z",
      waiting: true,
    };
    expect(newsOf("incoming-call", told, around)).toEqual({
      type: "incoming",
      call: {
        callId: "c1",
        roomName: "t-c1",
        from: { userId: "ben", name: "Ben" },
        media: "video",
        waiting: true,
      },
    });
    expect(
      newsOf("call-ended", { callId: "c1", reason: "no-answer", durationSeconds: null }, around),
    ).toEqual({ type: "ended", callId: "c1", outcome: "no-answer", durationSeconds: null });
    expect(newsOf("presence", { items: [{ userId: "ben", presence: "in-call" }] }, around)).toEqual(
      { type: "presence", of: { ben: "in-call" } },
    );
  });

  it("is over for a reason that this page does not know yet", () => {
    expect(newsOf("call-ended", { callId: "c1", reason: "transferred" }, around)).toMatchObject({
      outcome: "ended",
    });
    const items = [{ userId: "ben", presence: "asleep" }, null, 7];
    expect(newsOf("presence", { items }, around)).toEqual({ type: "presence", of: {} });
  });
});
