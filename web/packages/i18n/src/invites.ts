import { languageTexts, type TextsOf } from "./areas.ts";
import { invite } from "./areas/invite.ts";
import { addTexts } from "./i18n.ts";

const areas = { invite };

// Who invites guests imports this.
addTexts(languageTexts(areas));

export type InviteCatalogue = TextsOf<typeof areas>;
