import { languageTexts, type TextsOf } from "./areas.ts";
import { calls } from "./areas/calls.ts";
import { contacts } from "./areas/contacts.ts";
import type { planning } from "./areas/planning.ts";
import { push } from "./areas/push.ts";
import { settings } from "./areas/settings.ts";
import { videocalls } from "./areas/videocalls.ts";

const areas = { calls, contacts, push, settings, videocalls };

/** What the office says first, and only it: guests do not load it, and the rest comes with the pages that say it. */
export const officeTexts = languageTexts(areas);

/** What is loaded with its part of the office is in it, too. */
export type OfficeCatalogue = TextsOf<typeof areas & { planning: typeof planning }>;
