import { languageTexts, type TextsOf } from "./areas.ts";
import { audit } from "./areas/audit.ts";
import { branding } from "./areas/branding.ts";
import { identity } from "./areas/identity.ts";
import { integrations } from "./areas/integrations.ts";
import { retention } from "./areas/retention.ts";

const areas = { audit, branding, identity, integrations, retention };

/** What only some sections of the settings say, which admins alone open: added when one of them opens. */
export const adminTexts = languageTexts(areas);

export type AdminCatalogue = TextsOf<typeof areas>;
