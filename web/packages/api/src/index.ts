export { guest, type Claim } from "./guest.ts";
export { limits } from "./limits.ts";
export {
  ApiError,
  problemOf,
  type FieldError,
  type InviteRefusal,
  type PlainCode,
  type Problem,
  type RefusedInvite,
} from "./problem.ts";
export { currentSession, signIn, signOut } from "./session.ts";
export type * from "./types.ts";
export { invites, videoCalls, type VideoCallList } from "./videoCalls.ts";
