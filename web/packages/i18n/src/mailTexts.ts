import { languageTexts, type TextsOf } from "./areas.ts";
import { mail } from "./areas/mail.ts";

const areas = { mail };

/** What only pages say that are loaded later. */
export const mailTexts = languageTexts(areas);

export type MailCatalogue = TextsOf<typeof areas>;
