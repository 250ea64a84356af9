import { describe, expect, it } from "vitest";
import { catalogue as common } from "./catalogue.ts";
import { languageTexts } from "./areas.ts";
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

const embedded = languageTexts({ accounts, callButton, invite, people, signIn });

const catalogue = {
  de: {
    ...common.de,
    ...officeTexts.de,
    ...guestTexts.de,
    ...adminTexts.de,
    ...mailTexts.de,
    ...planningTexts.de,
    ...embedded.de,
  },
  en: {
    ...common.en,
    ...officeTexts.en,
    ...guestTexts.en,
    ...adminTexts.en,
    ...mailTexts.en,
    ...planningTexts.en,
    ...embedded.en,
  },
};

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\w+\}\}|<\/?\w+>/g)].map(String).toSorted();

describe("the catalogue", () => {
  const german = Object.entries(catalogue.de);

  it("has the same areas and keys in both languages", () => {
    expect(Object.keys(catalogue.en)).toEqual(Object.keys(catalogue.de));
    for (const [area, texts] of german)
      expect(Object.keys(catalogue.en[area] ?? {}).toSorted()).toEqual(
        Object.keys(texts).toSorted(),
      );
  });

  it("leaves no text empty and fills the same gaps in both languages", () => {
    for (const [area, texts] of german)
      for (const [key, text] of Object.entries(texts)) {
        const english = catalogue.en[area]?.[key] ?? "";
        expect(english && text, `${area}.${key}`).not.toBe("");
        expect(placeholders(english), `${area}.${key}`).toEqual(placeholders(text));
      }
  });
});
