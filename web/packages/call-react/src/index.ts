export { CallButton } from "./CallButton.tsx";
export { CallProvider } from "./CallProvider.tsx";
export { useCallClient, useCallNotices, useCalls } from "./useCalls.ts";
export {
  CallClient,
  hostPage,
  type CallNotice,
  type CallSnapshot,
  type CallState,
  type MediaState,
  type Party,
} from "@hausruf/call-core";
export type { CallMedia } from "@hausruf/api";
export type { Language } from "@hausruf/i18n";
