export const languages = ["de", "en"] as const;
export type Language = (typeof languages)[number];

/** Each in its own words. */
export const languageNames: Record<Language, string> = { de: "Deutsch", en: "English" };

const storageKey = "hausruf.language";

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** What was chosen here before, else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(storageKey);
  if (isLanguage(chosen)) return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find(isLanguage) ?? "en";
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(storageKey, language);
}
