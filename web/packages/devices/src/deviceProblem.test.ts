import { describe, expect, it } from "vitest";
import { deviceProblem, problemTexts } from "./deviceProblem.ts";

describe("deviceProblem", () => {
  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "missing"],
    ["OverconstrainedError", "missing"],
    ["NotReadableError", "busy"],
    ["TypeError", "failed"],
  ])("reads %s as %s", (name, problem) => {
    expect(deviceProblem(new DOMException("", name))).toBe(problem);
  });
});

describe("problemTexts", () => {
  it("tells the same trouble with both devices once", () => {
    expect(problemTexts({ microphone: "denied", camera: "denied" })).toEqual([
      { kind: "both", problem: "denied" },
    ]);
  });

  it("keeps different troubles apart", () => {
    expect(problemTexts({ microphone: "busy", camera: "missing" })).toEqual([
      { kind: "microphone", problem: "busy" },
      { kind: "camera", problem: "missing" },
    ]);
  });
});
