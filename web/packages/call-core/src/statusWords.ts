import { formatDuration } from "@hausruf/i18n/duration";
import type { CallState, Outcome, OwnCall } from "./callState.ts";
import type { MediaState } from "./mediaLine.ts";

export type ShownCall = Exclude<OwnCall, { phase: "idle" }>;

type StatusKey =
  | "calls.dialling"
  | "calls.ringing"
  | "calls.elsewhere"
  | "calls.connecting"
  | "calls.mediaLost"
  | "calls.overAfter"
  | `calls.over-${Outcome}`
  | "room.connected"
  | "room.reconnecting";

type Texts = (key: StatusKey, gaps: { duration: string }) => string;

/** Nothing rings that one could be sure of: the other has no page open. */
export function ringsNowhere({ own, presence }: Pick<CallState, "own" | "presence">): boolean {
  return own.phase === "ringing" && presence[own.party.userId] === "offline";
}

/** In one line: how far the call is, or how it ended. */
export function statusWords(
  t: Texts,
  { own, presence }: { own: ShownCall; presence: CallState["presence"] },
  media: MediaState,
): string {
  const none = { duration: "" };
  switch (own.phase) {
    case "dialling":
      return t("calls.dialling", none);
    case "ringing":
      return t(ringsNowhere({ own, presence }) ? "calls.dialling" : "calls.ringing", none);
    case "talking":
      return t(connectionKey(media), none);
    case "elsewhere":
      return t("calls.elsewhere", none);
    case "over":
      return own.outcome === "completed" && own.durationSeconds !== null
        ? t("calls.overAfter", { duration: formatDuration(own.durationSeconds) })
        : t(`calls.over-${own.outcome}`, none);
  }
}

function connectionKey({ connection }: MediaState): StatusKey {
  switch (connection) {
    case "off":
    case "connecting":
      return "calls.connecting";
    case "connected":
      return "room.connected";
    case "reconnecting":
      return "room.reconnecting";
    case "lost":
      return "calls.mediaLost";
  }
}
