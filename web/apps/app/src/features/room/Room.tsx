import type { Tenant, VideoCallStatus } from "@hausruf/api";
import { Toasts, usePageTitle } from "@hausruf/ui";
import { useCallback, useState, type ReactNode } from "react";
import { Announcer } from "./Announcer.tsx";
import { ControlBar } from "./ControlBar.tsx";
import { DeviceDialog } from "./DeviceDialog.tsx";
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
};

type Props = {
  call: RoomCall;
  tenant: Tenant;
  way: WayIn;
  /** Whom a guest waits for; absent for the host. */
  hostName?: string;
  /** What only the host has: the dialogs to invite and to end. */
  host?: {
    renderInvite: (close: () => void) => ReactNode;
    renderEnd: (close: () => void, people: number, ended: () => void) => ReactNode;
  };
  /** Instead of the room, once one is not in it any more. */
  renderOver: (reason: OverReason, enterAgain: () => void) => ReactNode;
};

type Opened = "devices" | "invite" | "end" | null;

/** The room itself, the same for host and guest. */
export function Room({ call, tenant, way, hostName, host, renderOver }: Props) {
  const { state, client } = useVideocallRoom(way);
  const [opened, setOpened] = useState<Opened>(null);
  const close = useCallback(() => setOpened(null), []);
  const chooseDevices = useCallback(() => setOpened("devices"), []);
  useRoomNotices(client, chooseDevices);
  usePageTitle(call.title, tenant.name);

  const { connection } = state;
  if (connection.phase === "over") return renderOver(connection.reason, () => client.enter());
  const { people } = state;
  return (
    <div className="room">
      <TopBar call={call} tenant={tenant} people={people} hostName={hostName} />
      <ControlBar
        state={state}
        client={client}
        isHost={host !== undefined}
        onHangUp={() => (host ? setOpened("end") : client.leave())}
        onInvite={() => setOpened("invite")}
        onDevices={chooseDevices}
      />
      <Stage state={state} client={client}>
        <StageNotes state={state} client={client} hostName={hostName} />
        <Toasts inside />
      </Stage>
      <Panel tenant={tenant} />
      <Announcer state={state} />
      {opened === "devices" && <DeviceDialog client={client} onClose={close} />}
      {opened === "invite" && host?.renderInvite(close)}
      {opened === "end" && host?.renderEnd(close, people.length, () => client.leave("ended"))}
    </div>
  );
}
