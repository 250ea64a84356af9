export { forgetAhead } from "./ahead.ts";
export {
  accounts,
  ownAccount,
  ownFactor,
  passwordReset,
  setUp,
  userInvite,
  type NewOffice,
  type People,
  type Account,
  type Role,
  type SignIn,
  type UserInvite,
} from "./accounts.ts";
export {
  calls,
  ownPresence,
  people,
  type Call,
  type CallFilter,
  type CallMedia,
  type CallStatus,
  type Colleague,
  type Contact,
  type ContactEntry,
  type EndReason,
  type Leaving,
  type LoggedCall,
  type OwnPresence,
  type Presence,
  type Ticket,
} from "./calls.ts";
export { auditEvents, auditLog, type AuditEntry, type AuditEvent } from "./audit.ts";
export { branding, type Branding, type BrandingWords, type LogoPlace } from "./branding.ts";
export { guest, type Claim } from "./guest.ts";
export {
  allowedOrigins,
  apiKeys,
  callSettings,
  signInProviders,
  tokenIssuers,
  webhooks,
  type ApiKey,
  type CallSettings,
  type Delivery,
  type NewTokenIssuer,
  type ProviderChange,
  type SignInProvider,
  type TokenIssuer,
  type Webhook,
} from "./integrations.ts";
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
export { push } from "./push.ts";
export { erasure, retention, type Retention } from "./retention.ts";
export { senderLink, senders, type NewSender, type Sender, type SenderChoice } from "./senders.ts";
export { currentSession, provider, signIn, signOut } from "./session.ts";
export type * from "./types.ts";
export { invites, lobby, videoCalls, type VideoCallList } from "./videoCalls.ts";
