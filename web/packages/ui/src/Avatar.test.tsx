import { expect, it } from "vitest";
import { hueOf, initialsOf } from "./Avatar.tsx";

it.each([
  ["Anna Berger", "AB"],
  ["Dr. Sabine Hoffmann", "SH"],
  ["Hans-Peter van der Öst", "HÖ"],
  ["ben", "B"],
  ["p.vogt@lindenhof.example", "P"],
  ["😀 Ada", "A"],
  ["", ""],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

it("a name keeps its hue", () => {
  expect(hueOf("Anna Berger")).toBe(hueOf("Anna Berger"));
  expect(hueOf("Anna Berger")).not.toBe(hueOf("Ben Aydın"));
});
