import { useParams } from "@tanstack/react-router";
import { RoomPage } from "./RoomPage.tsx";

/** The room's place among the office's routes; guests reach {@link RoomPage}'s parts without a router. */
export function RoomRoute() {
  const { callId } = useParams({ from: "/signed-in/portal/office/videocalls/$callId" });
  return <RoomPage callId={callId} />;
}
