import { languageTexts, type TextsOf } from "./areas.ts";
import { accounts } from "./areas/accounts.ts";
import { calls } from "./areas/calls.ts";
import { contacts } from "./areas/contacts.ts";
import { invite } from "./areas/invite.ts";
import { people } from "./areas/people.ts";
import type { planning } from "./areas/planning.ts";
import { push } from "./areas/push.ts";
import { settings } from "./areas/settings.ts";
import { signIn } from "./areas/signIn.ts";

const areas = {
  accounts,
  calls,
  contacts,
  invite,
  people,
  push,
  settings,
  signIn,
};

/** What only the office says: guests do not load it. */
export const officeTexts = languageTexts(areas);

/** What is loaded with its part of the office is in it, too. */
export type OfficeCatalogue = TextsOf<typeof areas & { planning: typeof planning }>;
