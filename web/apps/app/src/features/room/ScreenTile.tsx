import { useTexts } from "@hausruf/i18n";
import { ScreenShare } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Picture } from "./Picture.tsx";
import type { RoomClient } from "./roomClient.ts";
import type { Person } from "./roomState.ts";
import { usePersonName } from "./usePersonName.ts";

/** A shared screen in the speaker's place; a click shows it in full screen. */
export function ScreenTile({ person, client }: { person: Person; client: RoomClient }) {
  const { t } = useTexts();
  const nameOf = usePersonName();
  const tile = useRef<HTMLLIElement>(null);
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement === tile.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  return (
    <li className="tile lead screen" ref={tile}>
      {person.screen && (
        <Picture person={person} what="screen" track={person.screen} client={client} />
      )}
      <span className="plate">
        <ScreenShare className="icon" aria-hidden />
        <span>{t("room.shares", { name: nameOf(person) })}</span>
      </span>
      <button
        type="button"
        aria-label={t(full ? "room.fullScreenEnd" : "room.fullScreen")}
        onClick={() => tile.current && toggleFullScreen(tile.current, full)}
      />
    </li>
  );
}

type iPhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

/** On an iPhone only a video itself can fill the screen. */
function toggleFullScreen(tile: HTMLElement, full: boolean) {
  if (full) void document.exitFullscreen();
  else if (document.fullscreenEnabled) void tile.requestFullscreen().catch(() => undefined);
  else tile.querySelector<iPhoneVideo>("video")?.webkitEnterFullscreen?.();
}
