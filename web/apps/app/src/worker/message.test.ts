import { describe, expect, it } from "vitest";
import { readMessage } from "./message.ts";

const call = { callId: "c1", fromName: "Anna Berger", language: "en" };

describe("a pushed message", () => {
  it("is a call that rings", () => {
    const told = { ...call, type: "incoming-call", media: "video", answerSecret: "s", more: 1 };
    expect(readMessage(JSON.stringify(told))).toEqual({
      ...call,
      type: "incoming-call",
      media: "video",
      answerSecret: "s",
    });
  });

  it("is the end of one", () => {
    const told = { ...call, type: "call-over", reason: "cancelled" };
    expect(readMessage(JSON.stringify(told))).toEqual(told);
  });

  it("speaks German unless it says otherwise", () => {
    const told = { ...call, type: "call-over", reason: "x", language: "fr" };
    expect(readMessage(JSON.stringify(told))?.language).toBe("de");
  });

  it.each([
    "",
    "no JSON",
    "null",
    "[]",
    "1",
    '{"type":"incoming-call"}',
    JSON.stringify({ ...call, type: "incoming-call" }),
    JSON.stringify({ ...call, type: "incoming-call", answerSecret: 7 }),
    JSON.stringify({ ...call, type: "call-over", callId: null }),
    JSON.stringify({ ...call, type: "something newer" }),
  ])("that is none is not understood: %s", (text) => {
    expect(readMessage(text)).toBeNull();
  });
});
