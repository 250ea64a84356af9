import type { Texts } from "./areas.ts";
import { catalogue, type Catalogue } from "./catalogue.ts";
import { filled, type Gaps } from "./gaps.ts";
import { languages, preferredLanguage, rememberLanguage, type Language } from "./language.ts";

type Plural = "zero" | "one" | "other";
type Counted<Key> = Key extends `${infer Name}_${Plural}` ? Name : Key;

/** `area.key`; what is counted has one key for all its forms. */
export type TextKey = {
  [Area in keyof Catalogue & string]: `${Area}.${Counted<keyof Catalogue[Area]> & string}`;
}[keyof Catalogue & string];

/** A text with its gaps filled; of `count` depends which form it has. */
export type Translate = (key: TextKey, gaps?: Gaps) => string;

const texts: Record<Language, Texts> = { de: {}, en: {} };
const listeners = new Set<() => void>();
/** Before one is chosen, and on a server. */
export const firstLanguage: Language = "de";
let spoken: Language = firstLanguage;

/** The same function for as long as the language is the same. */
const translators: Record<Language, Translate> = { de: translator("de"), en: translator("en") };

function translator(language: Language): Translate {
  let rules: Intl.PluralRules | undefined; // not before they are needed: they take a while to load
  const formOf = (count: number, area: Record<string, string>, name: string) => {
    if (count === 0 && `${name}_zero` in area) return `${name}_zero`;
    rules ??= new Intl.PluralRules(language);
    return `${name}_${rules.select(count)}`;
  };
  return (key, gaps = {}) => {
    const dot = key.indexOf(".");
    const area = texts[language][key.slice(0, dot)] ?? {};
    const name = key.slice(dot + 1);
    const { count } = gaps;
    const counted = typeof count === "number" ? area[formOf(count, area, name)] : undefined;
    return filled(counted ?? area[name] ?? key, gaps);
  };
}

/** Starts translation, with the texts of every page and `more`; the document says which language it is in. */
export function startI18n(
  language: Language = preferredLanguage(),
  more: { de: Texts; en: Texts } = { de: {}, en: {} },
) {
  addTexts(catalogue);
  addTexts(more);
  listeners.add(nameLanguage);
  speak(language);
  nameLanguage();
}

function nameLanguage() {
  document.documentElement.lang = spoken;
}

/** Texts of a part that is loaded only where it is needed, and come with its code. */
export function addTexts(more: { de: Texts; en: Texts }) {
  for (const language of languages) Object.assign(texts[language], more[language]);
}

/** From now on, for everybody who listens. */
export function speak(language: Language) {
  if (language === spoken) return;
  spoken = language;
  for (const listener of listeners) listener();
}

export function switchLanguage(language: Language) {
  rememberLanguage(language);
  speak(language);
}

/** The language of the page. */
export const currentLanguage = () => spoken;

export const translate: Translate = (key, gaps) => translators[spoken](key, gaps);

export const translatorOf = (language: Language) => translators[language];

export function onLanguage(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
