import "@hausruf/i18n/invites";
import "@hausruf/i18n/rooms";
import { useParams } from "@tanstack/react-router";
import { useLast } from "../../useLast.ts";
import { useSession } from "../session/index.ts";
import { RoomPage } from "./RoomPage.tsx";

/** The room's place among the office's routes; guests reach {@link RoomPage}'s parts without a router. */
export function RoomRoute() {
  const { callId } = useParams({ from: "/signed-in/portal/office/videocalls/$callId" });
  const { data: session } = useSession();
  const host = useLast(session);
  if (!host) return null;
  // Somebody else who signs in meanwhile starts with nothing of this.
  const key = `${host.user.id} ${callId}`;
  return <RoomPage key={key} callId={callId} host={host} isSignedIn={session !== null} />;
}
