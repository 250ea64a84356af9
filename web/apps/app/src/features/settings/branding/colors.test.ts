import { describe, expect, it } from "vitest";
import { contrast, enough, nearestLegible, shades } from "./colors.ts";

const hues = ["#ffff00", "#ffe0f0", "#00ff00", "#808080", "#ff0000", "#0c5c6b", "#000000"];

describe("the colours", () => {
  it("contrast from nothing to black on white", () => {
    expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrast("#123456", "#123456")).toBe(1);
  });

  it.each(hues)("%s is legible as it is shown", (color) => {
    const { onLight, onDark, textInDark } = shades(color);
    expect(contrast("#ffffff", onLight)).toBeGreaterThanOrEqual(enough);
    expect(contrast(textInDark, onDark)).toBeGreaterThanOrEqual(enough);
  });

  it.each(hues)("the shade offered for %s is legible and no darker than needed", (color) => {
    const near = nearestLegible(color);
    const ratio = contrast("#ffffff", near);
    expect(ratio).toBeGreaterThanOrEqual(enough);
    expect(near === color || ratio < 4.7).toBe(true);
  });

  it("leaves what is legible as it is", () => {
    expect(nearestLegible("#0c5c6b")).toBe("#0c5c6b");
  });
});
