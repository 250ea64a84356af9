import { languageTexts, type TextsOf } from "./areas.ts";
import { accounts } from "./areas/accounts.ts";
import { signIn } from "./areas/signIn.ts";
import { addTexts } from "./i18n.ts";

const areas = { accounts, signIn };

// Signing in, and the ways to an account: whoever is in already does not load it.
addTexts(languageTexts(areas));

export type AccountCatalogue = TextsOf<typeof areas>;
