import { problemOf, videoCalls, type Session } from "@hausruf/api";
import { useQuery } from "@tanstack/react-query";
import { useLast } from "../../useLast.ts";
import { NotFoundPage, SignInFirst, UnreachablePage } from "../frame/index.ts";
import { HostRoom } from "./HostRoom.tsx";
import { RoomOpening } from "./RoomOpening.tsx";

/** Until the server has seen the host's media the call is a draft; after that only its end is news. */
const refreshMs = { draft: 1_500, active: 20_000, ended: false, expired: false } as const;

type Props = {
  callId: string;
  /** Whoever opened the room. */
  host: Session;
  /** Is he still? The call goes on without; asking the server does not. */
  isSignedIn: boolean;
};

/** `/portal/office/videocalls/{callId}`, for its host. */
export function RoomPage({ callId, host, isSignedIn }: Props) {
  const query = useQuery({
    queryKey: ["video-calls", "one", callId],
    queryFn: () => videoCalls.one(callId),
    refetchInterval: ({ state }) => refreshMs[state.data?.status ?? "ended"],
    enabled: isSignedIn,
  });
  const call = useLast(query.data);

  if (call) return <HostRoom call={call} host={host} isSignedIn={isSignedIn} />;
  if (!isSignedIn) return <SignInFirst />;
  if (!query.error) return <RoomOpening />;
  const { code } = problemOf(query.error);
  if (code === "not-found" || code === "forbidden" || code === "invalid") return <NotFoundPage />;
  return <UnreachablePage error={query.error} retry={() => void query.refetch()} />;
}
