import { keepOnly, listen, nobody, pin, type SpeakerView } from "./speakerView.ts";

/** Somebody in the room. Ids name a stay, never an address: those do not belong on the screen. */
export type Person = {
  id: string;
  name: string;
  /** As the server says; a name proves nothing. */
  isHost: boolean;
  isLocal: boolean;
  muted: boolean;
  speaking: boolean;
  /** What runs, by the track's id; `null` when off. */
  camera: string | null;
  screen: string | null;
  /** When the server let them in, epoch milliseconds. */
  joinedAt: number | null;
};

type Connection =
  | { phase: "connecting" }
  | { phase: "connected" }
  | { phase: "reconnecting" }
  | { phase: "over"; reason: OverReason };

/** `signed-out`: the host's session ended, so there is no way back without signing in; `duplicate`: the same person is in the room from elsewhere; `lost`: every attempt to come back failed; `media-away`: because there is no media server. */
export type OverReason =
  | "ended"
  | "left"
  | "removed"
  | "duplicate"
  | "signed-out"
  | "lost"
  | "media-away";

export type Quality = "good" | "poor" | "lost";

export type RoomState = {
  connection: Connection;
  /** Oneself first, then in the order of joining. */
  people: readonly Person[];
  view: SpeakerView;
  /** Of one's own line; `null` while nobody has measured it. */
  quality: Quality | null;
  soundBlocked: boolean;
  /** One's own devices are being asked for: not on yet, and not off either. */
  starting: boolean;
};

export type RoomNews =
  | { type: "connecting" }
  | { type: "connected" }
  | { type: "reconnecting" }
  | { type: "over"; reason: OverReason }
  | { type: "people"; people: readonly Person[]; speakers: readonly string[]; nowMs: number }
  | { type: "listened"; nowMs: number }
  | { type: "pinned"; id: string }
  | { type: "quality"; quality: Quality | null }
  | { type: "sound"; blocked: boolean }
  | { type: "started" };

export const entering: RoomState = {
  connection: { phase: "connecting" },
  people: [],
  view: nobody,
  quality: null,
  soundBlocked: false,
  starting: true,
};

export function reduce(state: RoomState, news: RoomNews): RoomState {
  switch (news.type) {
    case "connecting":
      return entering;
    case "connected":
      return { ...state, connection: { phase: "connected" } };
    case "reconnecting":
      return reconnecting(state);
    case "over": // the first reason counts: what the server says next is only its echo
      return state.connection.phase === "over"
        ? state
        : { ...entering, connection: { phase: "over", reason: news.reason } };
    case "people":
      return { ...state, people: news.people, view: watched(state.view, news) };
    case "listened":
      return { ...state, view: listen(state.view, speakersIn(state), news.nowMs) };
    case "pinned":
      return { ...state, view: pin(state.view, news.id) };
    case "quality":
      return { ...state, quality: news.quality };
    case "sound":
      return { ...state, soundBlocked: news.blocked };
    case "started":
      return { ...state, starting: false };
  }
}

/** Before the first connection there is nothing to restore: it stays "connecting". */
function reconnecting(state: RoomState): RoomState {
  return state.connection.phase === "connected"
    ? { ...state, connection: { phase: "reconnecting" } }
    : state;
}

function watched(view: SpeakerView, news: Extract<RoomNews, { type: "people" }>): SpeakerView {
  const present = news.people.map((person) => person.id);
  return listen(keepOnly(view, present), news.speakers, news.nowMs);
}

function speakersIn({ people, view }: RoomState): readonly string[] {
  const speaking = people.filter((person) => person.speaking && !person.isLocal);
  const rising = speaking.filter((person) => person.id === view.rising?.id);
  return [...rising, ...speaking].map((person) => person.id);
}

export type Stage = {
  /** Whose screen takes the speaker's place; never one's own, which would show itself in itself. */
  sharing: Person | null;
  lead: Person | null;
  strip: readonly Person[];
};

/** Who stands where. */
export function stage({ people, view }: RoomState): Stage {
  const byId = (id: string | null) => people.find((person) => person.id === id) ?? null;
  const sharing = people.find((person) => person.screen !== null && !person.isLocal) ?? null;
  const speaker =
    byId(view.pinned) ??
    byId(view.lead) ??
    people.find((person) => !person.isLocal) ??
    people[0] ??
    null;
  const others = people.filter((person) => person !== speaker);
  if (!sharing) return { sharing: null, lead: speaker, strip: others };
  return { sharing, lead: null, strip: speaker ? [speaker, ...others] : others };
}
