import { filled } from "./gaps.ts";
import type { Language } from "./language.ts";

type Area = { de: Record<string, string>; en: Record<string, string> };

type KeyOf<Areas extends Record<string, Area>> = {
  [Name in keyof Areas & string]: `${Name}.${keyof Areas[Name]["de"] & string}`;
}[keyof Areas & string];

/** Texts without a framework: `t("calls.ringing")`, and with gaps `t("calls.overAfter", { duration })`. */
export function plainTexts<Areas extends Record<string, Area>>(areas: Areas, language: Language) {
  return (key: KeyOf<Areas>, gaps: Record<string, string> = {}): string => {
    const [area = "", name = ""] = key.split(".");
    return filled(areas[area]?.[language][name] ?? key, gaps);
  };
}
