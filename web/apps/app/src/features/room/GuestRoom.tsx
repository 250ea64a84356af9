import { ApiError, guest, type GuestEntry } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useEffect, useMemo } from "react";
import { EnterAgain } from "./EnterAgain.tsx";
import { OverMessage } from "./OverMessage.tsx";
import { Room } from "./Room.tsx";
import type { OverReason } from "./roomState.ts";
import type { WayIn } from "./wayIn.ts";

type Props = {
  inviteId: string;
  entry: GuestEntry;
  /** Went out by choice, or came in: a reload then finds the door, or the room. */
  onInside: (inside: boolean) => void;
};

/** The room for somebody with an invite: without account, router and query cache. */
export function GuestRoom({ inviteId, entry, onInside }: Props) {
  const way = useMemo(() => guestWay(inviteId, entry), [inviteId, entry]);
  const { callTitle: title, hostName, tenant, startedAt, plannedFor } = entry;
  return (
    <Room
      call={{ title, status: "draft", startedAt: startedAt ?? null, plannedFor }}
      tenant={tenant}
      way={way}
      hostName={hostName}
      renderOver={(reason, enterAgain) => (
        <GuestOver reason={reason} entry={entry} onInside={onInside} onEnter={enterAgain} />
      )}
    />
  );
}

type OverProps = Omit<Props, "inviteId"> & { reason: OverReason; onEnter: () => void };

function GuestOver({ reason, entry, onInside, onEnter }: OverProps) {
  const { t } = useTexts();
  useEffect(() => {
    if (reason === "left") onInside(false);
  }, [reason, onInside]);
  const enter = () => {
    onInside(true);
    onEnter();
  };
  return (
    <OverMessage
      reason={reason}
      tenant={entry.tenant}
      more={reason === "ended" ? t("room.close") : undefined}
    >
      <EnterAgain reason={reason} onEnter={enter} />
    </OverMessage>
  );
}

function guestWay(inviteId: string, { serverUrl, guestToken }: GuestEntry): WayIn {
  return {
    first: { serverUrl, token: guestToken },
    fresh: async () => {
      const again = await guest.rejoin(inviteId);
      if ("inLobby" in again) throw new ApiError({ code: "in-lobby" }); // somebody used a newer link
      return { serverUrl: again.serverUrl, token: again.guestToken };
    },
  };
}
