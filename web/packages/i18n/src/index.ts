export { catalogue, type Catalogue } from "./catalogue.ts";
export { formatDuration, formatTimer } from "./duration.ts";
export { formatDate, formatDay, formatLongDate, formatTime } from "./format.ts";
export { addTexts, startI18n, switchLanguage } from "./i18n.ts";
export {
  isLanguage,
  languageNames,
  languages,
  preferredLanguage,
  rememberLanguage,
  type Language,
} from "./language.ts";
export { useTexts } from "./useTexts.ts";
export { Trans } from "react-i18next";
