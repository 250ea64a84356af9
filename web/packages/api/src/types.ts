/** What the server's REST answers look like. Times are ISO 8601 in UTC. */

export type Localized = { de: string; en: string };

export type Tile = { icon: string; text: Localized };

export type Tenant = {
  id: string;
  name: string;
  /** `#rrggbb`; the interface takes hue and bounded chroma from it, never its lightness. */
  accentColor: string;
  /** Null with its kin where there is no such picture. */
  logoLightUrl: string | null;
  logoDarkUrl: string | null;
  markLightUrl: string | null;
  markDarkUrl: string | null;
  welcome: Localized;
  sentence: Localized;
  tiles: Tile[];
};

export type User = { id: string; email: string; displayName: string; role: "admin" | "member" };

export type Session = { user: User; tenant: Tenant; csrfToken: string };

export type VideoCallStatus = "draft" | "active" | "ended" | "expired";

export type Person = { displayName: string; role: "host" | "guest" };

export type VideoCall = {
  id: string;
  title: string;
  status: VideoCallStatus;
  roomName: string;
  /** Whether guests wait until the host lets them in. */
  lobby: boolean;
  /** Null: not for a time to come. */
  schedule: Schedule | null;
  cancelled: boolean;
  /** Planned start. */
  startsAt: string | null;
  /** When the host's media first connected. */
  startedAt: string | null;
  endsAt: string | null;
  expiresAt: string;
  createdAt: string;
  durationSeconds: number | null;
  participantCount: number;
  presentCount: number;
  inviteCount: number;
  /** At most five. */
  people: Person[];
};

/** For when a call is planned; the zone is the host's. */
export type Schedule = { startsAt: string; endsAt: string; minutes: number; timeZone: string };

export type NewSchedule = { startsAt: string; minutes: number; timeZone: string };

/** What stays away stays as it is. */
export type VideoCallChange = Partial<NewSchedule> & { title?: string };

export type Page<T> = { items: T[]; nextCursor: string | null };

/** A host's way into the media engine; the token lives ten minutes. */
export type HostEntry = { callId: string; roomName: string; hostToken: string; serverUrl: string };

export type EndedCall = { callId: string; status: VideoCallStatus; endsAt: string };

/** How far a mail has come. What comes after `sent` is known where the mail service reports it. */
export type MailState =
  | "waiting"
  | "in-app"
  | "sent"
  | "delayed"
  | "delivered"
  | "refused"
  | "bounced"
  | "complained";

export type InviteStatus = "sent" | "opened" | "joined" | "expired" | "revoked";

export type Invite = {
  id: string;
  inviteeEmail: string;
  inviteeName: string | null;
  status: InviteStatus;
  /** Empty until the mail server took it. */
  sentAt: string | null;
  openedAt: string | null;
  joinedAt: string | null;
  expiresAt: string;
  sendError: string | null;
  mailState: MailState;
  createdAt: string;
  /** No mail server is configured: the mail can be read here. */
  mailInApp: boolean;
  /** Of somebody who has used the link of a call with a lobby. */
  lobby: LobbyState | null;
};

export type LobbyState = "waiting" | "admitted" | "declined";

export type NewVideoCall = {
  title: string;
  locale?: "de" | "en";
  lobby?: boolean;
  schedule?: NewSchedule;
};

/** Somebody whom the host may let in. */
export type WaitingGuest = {
  inviteId: string;
  displayName: string;
  inviteeEmail: string;
  since: string;
};

export type NewInvite = {
  inviteeEmail: string;
  inviteeName?: string;
  locale?: "de" | "en";
  /** As whom the mail goes out; the office's default if left out. */
  senderId?: string;
};

export type InviteMail = { from: string; to: string; subject: string; html: string; text: string };

export type Participant = {
  id: string;
  displayName: string;
  role: "host" | "guest";
  joinedAt: string;
  leftAt: string | null;
  line: LineQuality | null;
};

/** How somebody's line was: sent is what they sent, received what they got. */
export type LineQuality = {
  path: "udp" | "tcp" | "turn";
  /** A share, 0 to 1. */
  lossSent: number;
  lossReceived: number;
  jitterMillis: number | null;
  roundTripMillis: number | null;
  reconnects: number;
  sentKbps: number;
  receivedKbps: number;
};

export type InvitePreview = {
  callTitle: string;
  hostName: string;
  inviteeName: string | null;
  /** The start of a planned call. */
  plannedFor: string | null;
  expiresAt: string;
  hostPresent: boolean;
  tenant: Tenant;
  locale: "de" | "en";
};

/** A guest whom the host has still to let in; nothing here opens the room. */
export type InLobby = {
  inLobby: true;
  callTitle: string;
  hostName: string;
  hostPresent: boolean;
  plannedFor: string | null;
  displayName: string;
  tenant: Tenant;
};

/** A guest's way into the media engine. */
export type GuestEntry = {
  callId: string;
  roomName: string;
  guestToken: string;
  hostName: string;
  serverUrl: string;
  callTitle: string;
  displayName: string;
  tenant: Tenant;
  plannedFor?: string | null;
  /** When the host's media first connected; absent while the call has not begun. */
  startedAt?: string | null;
};
