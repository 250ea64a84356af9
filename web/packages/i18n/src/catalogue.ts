import { languageTexts, type TextsOf } from "./areas.ts";
import { devices } from "./areas/devices.ts";
import { frame } from "./areas/frame.ts";
import { join } from "./areas/join.ts";
import { problem } from "./areas/problem.ts";
import { room } from "./areas/room.ts";
import { videocalls } from "./areas/videocalls.ts";
import type { AdminCatalogue } from "./admins.ts";
import type { MailCatalogue } from "./mailTexts.ts";
import type { OfficeCatalogue } from "./office.ts";

const areas = { devices, frame, join, problem, room, videocalls };

/** The texts that every page has, by area and key; `t("frame.close")`. */
export const catalogue = languageTexts(areas);

/** Every text of the interface. */
export type Catalogue = TextsOf<typeof areas> & OfficeCatalogue & MailCatalogue & AdminCatalogue;
