/** `/portal/office/videocalls/{callId}`, for its host. */
export function RoomPage({ callId }: { callId: string }) {
  return <main>{callId}</main>;
}
