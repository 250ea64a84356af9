import { languageTexts, type TextsOf } from "./areas.ts";
import { audit } from "./areas/audit.ts";
import { identity } from "./areas/identity.ts";

const areas = { audit, identity };

/** What only some sections of the settings say, which admins alone open: added when one of them opens. */
export const adminTexts = languageTexts(areas);

export type AdminCatalogue = TextsOf<typeof areas>;
