import { expect, it } from "vitest";
import { speakerProblem } from "./speakerTest.ts";

it.each([
  ["NotFoundError", "missing"],
  ["NotAllowedError", "denied"],
  ["AbortError", "failed"],
  ["NotSupportedError", "failed"],
])("tells %s as %s", (name, problem) => {
  expect(speakerProblem(new DOMException("refused", name))).toBe(problem);
});

it("takes whatever else for a failure", () => {
  expect(speakerProblem(new Error("no sound"))).toBe("failed");
});
