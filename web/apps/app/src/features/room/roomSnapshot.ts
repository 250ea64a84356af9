import { ConnectionQuality, Track, type Participant, type Room } from "livekit-client";
import type { Person, Quality } from "./roomState.ts";

/** Put into the access token by the server; participants cannot change it. */
const roleAttribute = "hausruf.role";

/** The room as it is now, in our words. */
export function people(room: Room): Person[] {
  const remote = [...room.remoteParticipants.values()].toSorted(
    (one, other) => (one.joinedAt?.getTime() ?? 0) - (other.joinedAt?.getTime() ?? 0),
  );
  return [room.localParticipant, ...remote].map(person);
}

/** Who speaks, loudest first, without oneself. */
export function speakers(room: Room): string[] {
  return room.activeSpeakers.filter((one) => !one.isLocal).map(idOf);
}

export function participant(room: Room, id: string): Participant | undefined {
  return [room.localParticipant, ...room.remoteParticipants.values()].find(
    (one) => idOf(one) === id,
  );
}

export function quality(measured: ConnectionQuality): Quality | null {
  switch (measured) {
    case ConnectionQuality.Excellent:
    case ConnectionQuality.Good:
      return "good";
    case ConnectionQuality.Poor:
      return "poor";
    case ConnectionQuality.Lost:
      return "lost";
    case ConnectionQuality.Unknown:
      return null;
  }
}

function person(one: Participant): Person {
  return {
    id: idOf(one),
    name: one.name ?? "",
    isHost: one.attributes[roleAttribute] === "host",
    isLocal: one.isLocal,
    muted: !one.isMicrophoneEnabled,
    speaking: one.isSpeaking && one.isMicrophoneEnabled,
    camera: running(one, Track.Source.Camera),
    screen: running(one, Track.Source.ScreenShare),
    joinedAt: one.joinedAt?.getTime() ?? null,
  };
}

function running(one: Participant, source: Track.Source): string | null {
  const publication = one.getTrackPublication(source);
  return publication?.videoTrack && !publication.isMuted ? publication.trackSid : null;
}

/** One's own id is there before the server has given one. */
function idOf(one: Participant): string {
  return one.isLocal ? "me" : one.sid;
}
