import type {
  Colleague,
  Contact,
  GuestEntry,
  InLobby,
  InvitePreview,
  Session,
  VideoCall,
} from "@hausruf/api";

export const anna: Session = {
  user: { id: "u1", email: "anna@sot.example", displayName: "Anna Berger", role: "admin" },
  tenant: {
    id: "t1",
    name: "System of a Town",
    accentColor: "#0c5c6b",
    logoLightUrl: "/api/tenants/t1/logo-light",
    logoDarkUrl: "/api/tenants/t1/logo-dark",
    markLightUrl: "/api/tenants/t1/mark-light",
    markDarkUrl: "/api/tenants/t1/mark-dark",
    welcome: { de: "Willkommen", en: "Welcome" },
    sentence: { de: "Ein Satz.", en: "A sentence." },
    tiles: [],
  },
  csrfToken: "csrf-1",
};

export function videoCall(title: string, more: Partial<VideoCall> = {}): VideoCall {
  return {
    id: title,
    title,
    status: "draft",
    roomName: "sot-1",
    lobby: false,
    schedule: null,
    cancelled: false,
    startsAt: null,
    startedAt: null,
    endsAt: null,
    expiresAt: "2026-11-20T13:00:00Z",
    createdAt: "2026-11-19T13:00:00Z",
    durationSeconds: null,
    participantCount: 0,
    presentCount: 0,
    inviteCount: 0,
    people: [],
    ...more,
  };
}

export const invitePreview: InvitePreview = {
  callTitle: "Angebot",
  hostName: "Anna Berger",
  inviteeName: null,
  plannedFor: null,
  expiresAt: "2026-11-21T16:05:00Z",
  hostPresent: true,
  tenant: anna.tenant,
  locale: "de",
};

export const inLobby: InLobby = {
  inLobby: true,
  plannedFor: null,
  callTitle: "Angebot",
  hostName: "Anna Berger",
  hostPresent: true,
  displayName: "Marlene Voss",
  tenant: anna.tenant,
};

export const guestEntry: GuestEntry = {
  callId: "c1",
  roomName: "sot-1",
  guestToken: "jwt",
  hostName: "Anna Berger",
  serverUrl: "ws://localhost:8080",
  callTitle: "Angebot",
  displayName: "Marlene Voss",
  tenant: anna.tenant,
};

export const contact = (name: string, more: Partial<Contact> = {}): Contact => ({
  id: name,
  kind: "contact",
  name,
  company: null,
  phone: null,
  email: null,
  linkedUserId: null,
  presence: null,
  ...more,
});

export const colleagues: Colleague[] = [
  { id: "u1", displayName: "Anna Berger", email: "anna@sot.example", presence: "available" },
  { id: "ben", displayName: "Ben Albrecht", email: "ben@sot.example", presence: "offline" },
];
