export { deviceChoices, rememberDevice, rememberOn, type DeviceKind } from "./deviceChoices.ts";
export {
  deviceProblem,
  problemTexts,
  type CapturedKind,
  type DeviceProblem,
  type DeviceProblems,
} from "./deviceProblem.ts";
export { DeviceDialog } from "./DeviceDialog.tsx";
export { DeviceSelect } from "./DeviceSelect.tsx";
export { playTestSound } from "./level.ts";
export { LevelMeter } from "./LevelMeter.tsx";
export { canChooseSpeaker, useDevices } from "./useDevices.ts";
export { usePreview } from "./usePreview.ts";
export type { PreviewState } from "./previewClient.ts";
