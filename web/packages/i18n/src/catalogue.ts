import { devices } from "./areas/devices.ts";
import { frame } from "./areas/frame.ts";
import { invite } from "./areas/invite.ts";
import { join } from "./areas/join.ts";
import { problem } from "./areas/problem.ts";
import { room } from "./areas/room.ts";
import { signIn } from "./areas/signIn.ts";
import { videocalls } from "./areas/videocalls.ts";

const areas = { devices, frame, invite, join, problem, room, signIn, videocalls };

type Areas = typeof areas;

/** Every text of the interface, by area and key; `t("frame.close")`. */
export const catalogue = {
  de: pick("de"),
  en: pick("en"),
};

export type Catalogue = { [Area in keyof Areas]: Areas[Area]["de"] };

function pick(language: "de" | "en"): Record<string, Record<string, string>> {
  return Object.fromEntries(Object.entries(areas).map(([name, texts]) => [name, texts[language]]));
}
