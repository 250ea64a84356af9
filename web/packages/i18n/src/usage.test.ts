import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { callButton } from "./areas/callButton.ts";
import { accounts } from "./areas/accounts.ts";
import { invite } from "./areas/invite.ts";
import { people } from "./areas/people.ts";
import { signIn } from "./areas/signIn.ts";
import { adminTexts } from "./admins.ts";
import { guestTexts } from "./guests.ts";
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
    ...guestTexts.de,
    ...adminTexts.de,
    ...mailTexts.de,
    ...planningTexts.de,
    accounts: accounts.de,
    callButton: callButton.de,
    invite: invite.de,
    people: people.de,
    signIn: signIn.de,
  }).flatMap(([area, texts]) =>
    Object.keys(texts).map((key) => `${area}.${key.replace(plural, "")}`),
  );

  it.each([...new Set(keys)])("%s is shown somewhere", (key) => {
    expect(isUsed(key)).toBe(true);
  });
});

/** Texts that come with the code of these folders: nobody else may count on them. */
const places = {
  accounts: /features\/(account|session)\//,
  devices: /features\/(join|preview|room)\/|\/(call-\w+|devices)\/src\//,
  invite: /features\/(room|settings\/senders)\//,
  join: /features\/join\//,
  people: /features\/(people|settings)\//,
  room: /features\/(join|room)\/|\/call-\w+\/src\//,
  signIn: /features\/(account|session)\//,
};

describe("texts that are loaded later", () => {
  it.each(Object.entries(places))("of %s are said where they are loaded", (area, place) => {
    const says = new RegExp(`["\`]${area}\\.[\\w$]`);
    const elsewhere = Object.entries(files).filter(
      ([file, source]) => says.test(source) && !place.test(file),
    );
    expect(elsewhere.map(([file]) => file)).toEqual([]);
  });
});
