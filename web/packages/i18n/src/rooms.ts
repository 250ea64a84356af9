import { languageTexts } from "./areas.ts";
import { devices } from "./areas/devices.ts";
import { room } from "./areas/room.ts";
import { addTexts } from "./i18n.ts";

// Whoever shows a room, or one's own devices before it, imports this; guests have it from the beginning.
addTexts(languageTexts({ devices, room }));
