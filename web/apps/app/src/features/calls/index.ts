export { Calls } from "./Calls.tsx";
export { callSearch } from "./callFilter.ts";
export { DoNotDisturb } from "./DoNotDisturb.tsx";
export { MissedBadge } from "./MissedBadge.tsx";
export { colleaguesKey, peopleKey } from "./useCallLog.ts";
export { useColleagues } from "./useColleagues.ts";
