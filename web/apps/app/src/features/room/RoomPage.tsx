import { problemOf, videoCalls, type VideoCall } from "@hausruf/api";
import { formatDuration, useTexts } from "@hausruf/i18n";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { NotFoundPage, UnreachablePage } from "../frame/index.ts";
import { useSession } from "../session/index.ts";
import { EndDialog } from "./EndDialog.tsx";
import { EnterAgain } from "./EnterAgain.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { OverMessage } from "./OverMessage.tsx";
import { Room } from "./Room.tsx";
import type { OverReason } from "./roomState.ts";
import { RoomOpening } from "./RoomOpening.tsx";
import type { WayIn } from "./wayIn.ts";

/** Until the server has seen the host's media the call is a draft; after that only its end is news. */
const refreshMs = { draft: 1_500, active: 20_000, ended: false, expired: false } as const;

/** `/portal/office/videocalls/{callId}`, for its host. */
export function RoomPage({ callId }: { callId: string }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const { data: session } = useSession();
  const call = useQuery({
    queryKey: ["video-calls", "one", callId],
    queryFn: () => videoCalls.one(callId),
    refetchInterval: ({ state }) => refreshMs[state.data?.status ?? "ended"],
  });
  const refresh = useCallback(
    () => void cache.invalidateQueries({ queryKey: ["video-calls"] }),
    [cache],
  );
  const way = useMemo(() => hostWay(callId), [callId]);

  if (!session) return null;
  const { tenant, user } = session;
  if (call.data && isOver(call.data)) return overMessage(call.data.status);
  if (call.data)
    return (
      <Room
        call={call.data}
        tenant={tenant}
        way={way}
        host={{
          renderInvite: (close) => (
            <InviteDialog callId={callId} ownEmail={user.email} onClose={close} />
          ),
          renderEnd: (close, people, ended) => (
            <EndDialog
              callId={callId}
              people={people}
              onClose={close}
              onEnded={() => {
                ended();
                refresh();
              }}
            />
          ),
        }}
        renderOver={overMessage}
      />
    );
  if (!call.error) return <RoomOpening />;
  const { code } = problemOf(call.error);
  if (code === "not-found" || code === "forbidden" || code === "invalid") return <NotFoundPage />;
  return <UnreachablePage error={call.error} retry={() => void call.refetch()} />;

  function overMessage(reason: OverReason | "expired", enterAgain?: () => void) {
    const seconds = call.data?.durationSeconds;
    const lasted = seconds
      ? t("room.overEndedDuration", { duration: formatDuration(seconds) })
      : undefined;
    return (
      <OverMessage reason={reason} tenant={tenant} more={reason === "ended" ? lasted : undefined}>
        {reason !== "expired" && enterAgain && <EnterAgain reason={reason} onEnter={enterAgain} />}
        <Link
          className={reason === "ended" || reason === "expired" ? "btn primary" : "btn secondary"}
          to="/portal/office/videocalls"
          onClick={refresh}
        >
          {t("room.toOverview")}
        </Link>
      </OverMessage>
    );
  }
}

function isOver(call: VideoCall): call is VideoCall & { status: "ended" | "expired" } {
  return call.status === "ended" || call.status === "expired";
}

function hostWay(callId: string): WayIn {
  return {
    fresh: async () => {
      const { serverUrl, hostToken } = await videoCalls.token(callId);
      return { serverUrl, token: hostToken };
    },
  };
}
