export { EnterAgain } from "./EnterAgain.tsx";
export { LoadedGuestRoom, loadGuestRoom } from "./loadGuestRoom.ts";
export { OverMessage } from "./OverMessage.tsx";
