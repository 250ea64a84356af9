import { afterEach, expect, it, vi } from "vitest";
import { askedAhead, forgetAhead } from "./ahead.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  delete window.hausrufAhead;
});

it("gives what was asked for ahead once", () => {
  const answer = Promise.resolve(new Response());
  window.hausrufAhead = new Map([["/api/session", answer]]);
  expect(askedAhead("/api/users")).toBeUndefined();
  expect(askedAhead("/api/session")).toBe(answer);
  expect(askedAhead("/api/session")).toBeUndefined();
});

it("has nothing where there is no window", () => {
  vi.stubGlobal("window", undefined);
  expect(askedAhead("/api/session")).toBeUndefined();
});

it("keeps nothing for the next one who signs in", () => {
  window.hausrufAhead = new Map([["/api/video-calls", Promise.resolve(new Response())]]);
  forgetAhead();
  expect(askedAhead("/api/video-calls")).toBeUndefined();
});
