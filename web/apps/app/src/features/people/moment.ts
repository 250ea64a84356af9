import { formatDay, type Language } from "@hausruf/i18n";

/** A time of the server's as people say it. */
export const moment = (at: string, language: Language) =>
  formatDay(new Date(at), new Date(), language);
