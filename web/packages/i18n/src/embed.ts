import { callButton } from "./areas/callButton.ts";
import { calls } from "./areas/calls.ts";
import { devices } from "./areas/devices.ts";
import { room } from "./areas/room.ts";
import type { Language } from "./language.ts";
import { plainTexts } from "./plainTexts.ts";

/** What a call in another page says once it has begun. */
export const callTexts = (language: Language) =>
  plainTexts({ callButton, calls, devices, room }, language);
