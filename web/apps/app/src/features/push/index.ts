export { PushSwitch } from "./PushSwitch.tsx";
export { usePush } from "./usePush.ts";
