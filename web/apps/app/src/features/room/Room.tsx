import { DeviceDialog } from "@hausruf/devices";
import type { Tenant, VideoCallStatus } from "@hausruf/api";
import { Toasts, usePageTitle } from "@hausruf/ui";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { Announcer } from "./Announcer.tsx";
import { ControlBar } from "./ControlBar.tsx";
import { Panel } from "./Panel.tsx";
import type { OverReason } from "./roomState.ts";
import { Stage } from "./Stage.tsx";
import { StageNotes } from "./StageNotes.tsx";
import { TopBar } from "./TopBar.tsx";
import { useRoomNotices } from "./useRoomNotices.tsx";
import { useVideocallRoom } from "./useVideocallRoom.ts";
import type { WayIn } from "./wayIn.ts";
import "./room.css";
import "./stage.css";

export type RoomCall = {
  title: string;
  status: VideoCallStatus;
  /** When the server saw it start. */
  startedAt: string | null;
  /** When it is to start, for a guest who comes early. */
  plannedFor?: string | null | undefined;
};

/** What the question to end needs to know and to do. */
export type Ending = {
  people: number;
  isConnected: boolean;
  onClose: () => void;
  onLeave: () => void;
};

type Props = {
  call: RoomCall;
  tenant: Tenant;
  way: WayIn;
  /** Whom a guest waits for; absent for the host. */
  hostName?: string;
  /** What only the host has: dialogs, what is to be said to him, and a telephone. */
  host?: {
    /** Rings somebody, or talks on it: nobody is in two conversations at once. */
    telephones: boolean;
    note: ReactNode;
    lobby: ReactNode;
    dialog: ReactNode;
    renderInvite: (close: () => void) => ReactNode;
    renderEnd: (ending: Ending, ended: () => void) => ReactNode;
  };
  /** Instead of the room, once one is not in it any more. */
  renderOver: (reason: OverReason, enterAgain: () => void) => ReactNode;
};

type Opened = "devices" | "invite" | "end" | null;

/**
 * The room itself, the same for host and guest. Its dialogs cover everything but the bar, so that muting and hanging up
 * are always in reach.
 */
export function Room({ call, tenant, way, hostName, host, renderOver }: Props) {
  const { state, client } = useVideocallRoom(way);
  const [opened, setOpened] = useState<Opened>(null);
  const close = useCallback(() => setOpened(null), []);
  const chooseDevices = useCallback(() => setOpened("devices"), []);
  useRoomNotices(client, chooseDevices);
  usePageTitle(call.title, tenant.name);
  const telephones = host?.telephones ?? false;
  const telephoned = useRef(telephones); // who comes in with a call going on has decided so
  useEffect(() => {
    if (telephones && !telephoned.current) client.leave();
    telephoned.current = telephones;
  }, [client, telephones]);

  const { connection } = state;
  if (connection.phase === "over") return renderOver(connection.reason, () => client.enter());
  const { people } = state;
  const covered = Boolean(opened ?? host?.dialog);
  const ending: Ending = {
    people: people.length,
    isConnected: connection.phase === "connected",
    onClose: close,
    onLeave: () => client.leave(),
  };
  return (
    <div className="room">
      <TopBar call={call} tenant={tenant} people={people} covered={covered} />
      <ControlBar
        state={state}
        client={client}
        isHost={host !== undefined}
        onHangUp={() => (host ? setOpened("end") : client.leave())}
        onInvite={() => setOpened("invite")}
        onDevices={chooseDevices}
      />
      <Stage state={state} client={client} covered={covered} />
      <div className="over-stage" inert={covered}>
        <StageNotes
          state={state}
          client={client}
          hostName={hostName}
          hasBegun={call.startedAt !== null}
          plannedFor={call.plannedFor}
          lobby={host?.lobby}
        >
          {host?.note}
        </StageNotes>
        <Toasts inside />
      </div>
      <Panel tenant={tenant} covered={covered} />
      <Announcer state={state} />
      {host?.dialog}
      {opened === "devices" && (
        <DeviceDialog
          beside
          onChoose={(kind, id) => void client.choose(kind, id)}
          onClose={close}
        />
      )}
      {opened === "invite" && host?.renderInvite(close)}
      {opened === "end" && host?.renderEnd(ending, () => client.leave("ended"))}
    </div>
  );
}
