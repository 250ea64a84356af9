import { formatDate, formatTime, useTexts, type Language } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Hourglass, LoaderCircle, ScreenShare, UserPlus, VolumeX } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Note } from "./Note.tsx";
import type { RoomClient } from "./roomClient.ts";
import type { RoomState } from "./roomState.ts";

type Props = {
  state: RoomState;
  client: RoomClient;
  hostName: string | undefined;
  /** Whether the host was ever in it, as far as the server said on coming in. */
  hasBegun: boolean;
  plannedFor?: string | null | undefined;
  /** What only the host is told. */
  children?: ReactNode;
  /** Not said with the rest: it speaks for itself. */
  lobby?: ReactNode;
};

/** What the room itself has to say, over the picture. */
export function StageNotes({
  state,
  client,
  hostName,
  hasBegun,
  plannedFor,
  children,
  lobby,
}: Props) {
  const { t, language } = useTexts();
  const { connection, people, soundBlocked } = state;
  const others = people.filter((person) => !person.isLocal);
  const connected = connection.phase === "connected";
  const hostIsHere = others.some((person) => person.isHost);
  const [hostWasHere, setHostWasHere] = useState(hasBegun);
  if (hostIsHere && !hostWasHere) setHostWasHere(true);
  const shares = people.some((person) => person.isLocal && person.screen !== null);
  return (
    <div className="notes">
      {lobby}
      <div className="notes-said" role="status">
        {children}
        {connection.phase === "connecting" && (
          <Note icon={<LoaderCircle className="icon turns" aria-hidden />}>
            {t("room.entering")}
          </Note>
        )}
        {connection.phase === "reconnecting" && (
          <Note icon={<LoaderCircle className="icon turns" aria-hidden />}>
            {t("room.reconnecting")}
          </Note>
        )}
        {connected && hostName !== undefined && !hostIsHere && (
          <Note icon={<Hourglass className="icon" aria-hidden />}>
            <strong>
              {t(hostWasHere ? "room.hostMissing" : "room.hostNotYet", { name: hostName })}
            </strong>
            {plannedFor && !hostWasHere && (
              <span>{t("room.plannedFor", { when: inFull(new Date(plannedFor), language) })}</span>
            )}
            {t("room.hostMissingText", { name: hostName })}
          </Note>
        )}
        {connected && hostName === undefined && others.length === 0 && (
          <Note icon={<UserPlus className="icon" aria-hidden />}>
            <strong>{t("room.alone")}</strong>
            {t("room.aloneInvite")}
          </Note>
        )}
        {connected && soundBlocked && others.length > 0 && (
          <Note
            icon={<VolumeX className="icon" aria-hidden />}
            action={<SoundButton client={client} />}
          >
            {t("room.soundBlocked")}
          </Note>
        )}
        {connected && shares && (
          <Note icon={<ScreenShare className="icon" aria-hidden />}>{t("room.youShare")}</Note>
        )}
      </div>
    </div>
  );
}

const inFull = (at: Date, language: Language) =>
  `${formatDate(at, language)}, ${formatTime(at, language)}`;

function SoundButton({ client }: { client: RoomClient }) {
  const { t } = useTexts();
  return <Button onClick={() => void client.playSound()}>{t("room.soundOn")}</Button>;
}
