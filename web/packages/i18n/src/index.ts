export { catalogue, type Catalogue } from "./catalogue.ts";
export { formatDuration, formatTimer } from "./duration.ts";
export {
  browserZone,
  dateFormat,
  formatDate,
  formatDay,
  formatLongDate,
  formatTime,
} from "./format.ts";
export { addTexts, speak, startI18n, switchLanguage, type Translate } from "./i18n.ts";
export {
  isLanguage,
  languageNames,
  languages,
  preferredLanguage,
  rememberLanguage,
  type Language,
} from "./language.ts";
export { LanguageContext, useTexts } from "./useTexts.ts";
