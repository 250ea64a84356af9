import { describe, expect, it } from "vitest";
import { callTexts } from "./embed.ts";

describe("texts without a framework", () => {
  it("come from the catalogue, in both languages, with their gaps filled", () => {
    expect(callTexts("de")("calls.hangUp")).toBe("Auflegen");
    expect(callTexts("en")("calls.overAfter", { duration: "3 s" })).toBe("Call ended, 3 s");
    expect(callTexts("en")("callButton.callNamed-video", { name: "<b>" })).toBe(
      "Call <b> with video",
    );
  });
});
