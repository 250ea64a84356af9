export { EnterAgain } from "./EnterAgain.tsx";
export { OverMessage } from "./OverMessage.tsx";

/** The room brings the media client, so it is fetched only by those who go in. */
export const loadGuestRoom = () => import("./GuestRoom.tsx");
