import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { callButton } from "./areas/callButton.ts";
import { adminTexts } from "./admins.ts";
import { mailTexts } from "./mailTexts.ts";
import { officeTexts } from "./office.ts";
import { planningTexts } from "./planning.ts";

const files = import.meta.glob<string>(
  [
    "../../../{apps,packages}/**/src/**/*.{ts,tsx}",
    "!**/areas/*.ts",
    "!**/*.test.{ts,tsx}",
    "!**/testing/**",
  ],
  { query: "?raw", import: "default", eager: true },
);
const sources = Object.values(files).join("\n");

/** Texts such as `devices.${kind}-${problem}`: what stands before, between and after the gaps. */
const templates = [...sources.matchAll(/t\(`(\w+\.[^`]*)`/g)].map(([, template = ""]) =>
  template.split(/\$\{[^}]*\}/),
);

const plural = /_(zero|one|other)$/;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Literally, or by a template whose gaps are words of the sources. */
function isUsed(key: string): boolean {
  if (sources.includes(`"${key}"`)) return true;
  return templates.some((parts) => {
    const filled = new RegExp(`^${parts.map(escaped).join("([a-z-]+?)")}$`, "i").exec(key);
    return filled
      ?.slice(1)
      .every((word) => new RegExp(`["']?\\b${word}["']?:|"${word}"`).test(sources));
  });
}

describe("every text", () => {
  const keys = Object.entries({
    ...catalogue.de,
    ...officeTexts.de,
    ...adminTexts.de,
    ...mailTexts.de,
    ...planningTexts.de,
    callButton: callButton.de,
  }).flatMap(([area, texts]) =>
    Object.keys(texts).map((key) => `${area}.${key.replace(plural, "")}`),
  );

  it.each([...new Set(keys)])("%s is shown somewhere", (key) => {
    expect(isUsed(key)).toBe(true);
  });
});
