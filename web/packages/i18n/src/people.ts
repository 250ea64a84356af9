import { languageTexts, type TextsOf } from "./areas.ts";
import { people } from "./areas/people.ts";
import { addTexts } from "./i18n.ts";

const areas = { people };

// Who manages people imports this.
addTexts(languageTexts(areas));

export type PeopleCatalogue = TextsOf<typeof areas>;
