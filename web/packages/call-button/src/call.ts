import {
  browserEdges,
  CallClient,
  hostPage,
  webAudioRinger,
  type CallNotice,
  type Edges,
} from "@hausruf/call-core";
import { callTexts } from "@hausruf/i18n/embed";
import { OneCall } from "./oneCall.ts";
import { panelStyles } from "./panelStyles.ts";
import type { Begin, Trouble } from "./parts.ts";

/** A button makes calls and takes none: of all tones, only that of the other side's telephone sounds. */
const edges: Edges = {
  ...browserEdges,
  ringer: (blocked) => {
    const ringer = webAudioRinger(blocked);
    return {
      play: (tone) => ringer.play(tone === "ringback" ? tone : null),
      unlock: () => ringer.unlock(),
    };
  },
};

let sheet: CSSStyleSheet | undefined;

export const begin: Begin = (wanted, around) => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(panelStyles);
  }
  around.styles(sheet);
  const client = new CallClient(hostPage(wanted.server, wanted.tokenUrl), edges);
  const why = (notice: Extract<CallNotice, { type: "no-line" }>) =>
    troubleOf(wanted.server, notice.code);
  return new OneCall(client, callTexts(wanted.language), wanted, around, why);
};

/**
 * What is in the way. A server that knows no office with this page's origin does not even answer the socket, and a
 * browser does not tell that from no server; so it is asked.
 */
export async function troubleOf(server: string, code: string): Promise<Trouble> {
  if (code === "not-signed-in" || code === "token-refused" || code === "origin-not-allowed")
    return code;
  const answer = await fetch(`${server}/embed/origin`, { credentials: "omit" }).catch(() => null);
  const told: unknown = answer?.ok ? await answer.json().catch(() => null) : null;
  const refused =
    typeof told === "object" && told !== null && "allowed" in told && told.allowed === false;
  return refused ? "origin-not-allowed" : "unreachable";
}
