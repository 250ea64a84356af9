import { languageTexts } from "./areas.ts";
import { calls } from "./areas/calls.ts";
import { frame } from "./areas/frame.ts";
import { addTexts } from "./i18n.ts";
import "./rooms.ts";

// Whoever imports this shows a call: what is said of it comes along.
addTexts(languageTexts({ calls, frame }));
