export { ActiveCallView } from "./ActiveCallView.tsx";
export { IncomingCallModal } from "./IncomingCallModal.tsx";
