import { languageTexts, type TextsOf } from "./areas.ts";
import { frame } from "./areas/frame.ts";
import { problem } from "./areas/problem.ts";
import type { AccountCatalogue } from "./accounts.ts";
import type { AdminCatalogue } from "./admins.ts";
import type { GuestCatalogue } from "./guests.ts";
import type { InviteCatalogue } from "./invites.ts";
import type { MailCatalogue } from "./mailTexts.ts";
import type { OfficeCatalogue } from "./office.ts";
import type { PeopleCatalogue } from "./people.ts";

const areas = { frame, problem };

/** The texts that every page has, by area and key; `t("frame.close")`. */
export const catalogue = languageTexts(areas);

/** Every text of the interface. */
export type Catalogue = TextsOf<typeof areas> &
  AccountCatalogue &
  AdminCatalogue &
  GuestCatalogue &
  InviteCatalogue &
  MailCatalogue &
  OfficeCatalogue &
  PeopleCatalogue;
