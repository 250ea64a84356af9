import { useTexts } from "@hausruf/i18n";
import { Avatar } from "@hausruf/ui";
import { MicOff, Volume2 } from "lucide-react";
import { Picture } from "./Picture.tsx";
import type { RoomClient } from "./roomClient.ts";
import type { Person } from "./roomState.ts";
import { usePersonName } from "./usePersonName.ts";

type Props = { person: Person; client: RoomClient; lead?: boolean; pinned: boolean };

/** One person: picture or initials, name, and whether they speak or are muted; a click pins. */
export function Tile({ person, client, lead, pinned }: Props) {
  const { t } = useTexts();
  const nameOf = usePersonName();
  const name = nameOf(person);
  const classes = ["tile", lead && "lead", person.speaking && "speaking"];
  return (
    <li className={classes.filter(Boolean).join(" ")}>
      {person.camera ? (
        <Picture person={person} what="camera" track={person.camera} client={client} />
      ) : (
        <div className="off">
          <Avatar name={person.name || name} />
        </div>
      )}
      <span className="plate">
        {person.speaking && <Volume2 className="icon" aria-hidden />}
        {person.muted && <MicOff className="icon muted" aria-hidden />}
        {(person.muted || person.speaking) && (
          <span className="sr-only">{t(person.muted ? "room.muted" : "room.speaking")}</span>
        )}
        <span>{name}</span>
      </span>
      <button
        type="button"
        title={name}
        aria-label={t(pinned ? "room.unpin" : "room.pin", { name })}
        onClick={() => client.pin(person.id)}
      />
    </li>
  );
}
