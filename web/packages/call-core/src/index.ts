export { answerWhenRinging } from "./answerWhenRinging.ts";
export { hostPage, ownPage } from "./access.ts";
export {
  browserEdges,
  CallClient,
  noCalls,
  type CallNotice,
  type CallSnapshot,
  type Edges,
} from "./callClient.ts";
export type { Party } from "./calls.ts";
export {
  isFree,
  secondsSince,
  type CallState,
  type Incoming,
  type Outcome,
  type OwnCall,
} from "./callState.ts";
export type { MediaState } from "./mediaLine.ts";
export { ringsNowhere, statusWords, type ShownCall } from "./statusWords.ts";
export { webAudioRinger } from "./tones.ts";
