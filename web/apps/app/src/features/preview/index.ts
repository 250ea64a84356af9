export { DevicePreview } from "./DevicePreview.tsx";
