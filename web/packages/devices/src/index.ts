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
export { LevelMeter } from "./LevelMeter.tsx";
export { SpeakerTest } from "./SpeakerTest.tsx";
export { canChooseSpeaker, useDevices } from "./useDevices.ts";
export { usePreview } from "./usePreview.ts";
export type { PreviewState } from "./previewClient.ts";
