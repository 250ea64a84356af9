import { expect, it } from "vitest";
import { nextLevel } from "./level.ts";

it("rises at once and falls slowly, so that it does not flicker between two words", () => {
  expect(nextLevel(0, 0.06)).toBeCloseTo(0.5);
  expect(nextLevel(0.5, 0)).toBeGreaterThan(0.3);
});

it("is full at most, and empty after a second or two of silence", () => {
  let level = nextLevel(0, 9);
  expect(level).toBe(1);

  for (let tenths = 0; tenths < 20; tenths++) level = nextLevel(level, 0);

  expect(Math.round(level * 5)).toBe(0);
});
