import { languageTexts } from "./areas.ts";
import { calls } from "./areas/calls.ts";
import { devices } from "./areas/devices.ts";
import { frame } from "./areas/frame.ts";
import { room } from "./areas/room.ts";
import { addTexts } from "./i18n.ts";

// Whoever imports this shows a call: what is said of it comes along.
addTexts(languageTexts({ calls, devices, frame, room }));
