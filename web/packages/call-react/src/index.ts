export { CallButton } from "./CallButton.tsx";
export { CallProvider } from "./CallProvider.tsx";
export { useCallClient, useCallNotices, useCalls } from "./useCalls.ts";
