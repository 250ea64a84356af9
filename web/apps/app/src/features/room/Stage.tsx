import { useTexts } from "@hausruf/i18n";
import type { RoomClient } from "./roomClient.ts";
import { stage, type RoomState } from "./roomState.ts";
import { ScreenTile } from "./ScreenTile.tsx";
import { Tile } from "./Tile.tsx";

type Props = { state: RoomState; client: RoomClient; covered: boolean };

/** Whoever speaks, or a shared screen, large; the others in a strip below. */
export function Stage({ state, client, covered }: Props) {
  const { t } = useTexts();
  const { sharing, lead, strip } = stage(state);
  const { pinned } = state.view;
  return (
    <main
      className={sharing ? "stage sharing" : "stage"}
      aria-label={t(sharing ? "room.videoAndScreen" : "room.video")}
      inert={covered}
    >
      <ul>
        {sharing && <ScreenTile person={sharing} client={client} />}
        {lead && <Tile person={lead} client={client} lead pinned={lead.id === pinned} />}
      </ul>
      {strip.length > 0 && (
        <ul className="strip" aria-label={t(sharing ? "room.everyone" : "room.others")}>
          {strip.map((person) => (
            <Tile key={person.id} person={person} client={client} pinned={person.id === pinned} />
          ))}
        </ul>
      )}
    </main>
  );
}
