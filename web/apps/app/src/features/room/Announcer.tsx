import { useTexts } from "@hausruf/i18n";
import { useEffect, useRef, useState } from "react";
import type { RoomState } from "./roomState.ts";
import { usePersonName } from "./usePersonName.ts";

type Translate = ReturnType<typeof useTexts>["t"];
type NameOf = ReturnType<typeof usePersonName>;

/** Reads out what only the eye would notice: own devices switching, the pinned person, the connection's return. */
export function Announcer({ state }: { state: RoomState }) {
  const { t } = useTexts();
  const nameOf = usePersonName();
  const [said, setSaid] = useState("");
  const before = useRef(state);
  useEffect(() => {
    const text = change(before.current, state, t, nameOf);
    before.current = state;
    if (text) setSaid(text);
  }, [state, t, nameOf]);
  return (
    <p className="sr-only" aria-live="polite">
      {said}
    </p>
  );
}

function change(old: RoomState, now: RoomState, t: Translate, nameOf: NameOf): string | null {
  if (old.connection.phase === "reconnecting" && now.connection.phase === "connected")
    return t("room.reconnected");
  if (old.view.pinned !== now.view.pinned) {
    const pinned = now.people.find((person) => person.id === now.view.pinned);
    return pinned ? t("room.pinned", { name: nameOf(pinned) }) : t("room.unpinned");
  }
  const was = old.people.find((person) => person.isLocal);
  const me = now.people.find((person) => person.isLocal);
  if (!was || !me) return null;
  if (was.muted !== me.muted)
    return t(me.muted ? "devices.microphoneIsOff" : "devices.microphoneIsOn");
  if ((was.camera === null) !== (me.camera === null))
    return t(me.camera === null ? "devices.cameraIsOff" : "devices.cameraIsOn");
  return null;
}
