import { languageTexts, type TextsOf } from "./areas.ts";
import { devices } from "./areas/devices.ts";
import { join } from "./areas/join.ts";
import { room } from "./areas/room.ts";

const areas = { devices, join, room };

/** What the guests' page says: the office loads some of it with its rooms. */
export const guestTexts = languageTexts(areas);

export type GuestCatalogue = TextsOf<typeof areas>;
