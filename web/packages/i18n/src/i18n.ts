import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Texts } from "./areas.ts";
import { catalogue, type Catalogue } from "./catalogue.ts";
import { languages, preferredLanguage, rememberLanguage, type Language } from "./language.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Catalogue };
  }
}

/** Starts translation; synchronous, as the texts of every page are in the bundle, and `more` with them. */
export function startI18n(
  language: Language = preferredLanguage(),
  more: { de: Texts; en: Texts } = { de: {}, en: {} },
) {
  i18next.on("languageChanged", (chosen) => {
    document.documentElement.lang = chosen;
  });
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "de",
    initAsync: false,
    resources: {
      de: { translation: { ...catalogue.de, ...more.de } },
      en: { translation: { ...catalogue.en, ...more.en } },
    },
    interpolation: { escapeValue: false }, // React escapes
  });
}

/** Texts of a part that is loaded only where it is needed, and come with its code. */
export function addTexts(texts: { de: Texts; en: Texts }) {
  for (const language of languages)
    i18next.addResourceBundle(language, "translation", texts[language], true, true);
}

export function switchLanguage(language: Language) {
  rememberLanguage(language);
  void i18next.changeLanguage(language);
}
