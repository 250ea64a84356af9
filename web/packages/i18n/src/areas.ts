type Area = { de: Record<string, string>; en: Record<string, string> };

/** Texts of one language, by area and key. */
export type Texts = Record<string, Record<string, string>>;

export type TextsOf<Areas extends Record<string, Area>> = {
  [Name in keyof Areas]: Areas[Name]["de"];
};

/** One area of the interface's texts in every language; a key missing in one does not compile. */
export function area<De extends Record<string, string>>(texts: {
  de: De;
  en: Record<keyof De, string>;
}) {
  return texts;
}

export function languageTexts(areas: Record<string, Area>): { de: Texts; en: Texts } {
  const pick = (language: "de" | "en"): Texts =>
    Object.fromEntries(Object.entries(areas).map(([name, texts]) => [name, texts[language]]));
  return { de: pick("de"), en: pick("en") };
}
