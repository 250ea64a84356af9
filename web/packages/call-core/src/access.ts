import { calls, problemOf, type Call, type Leaving } from "@hausruf/api";
import { textIn } from "./callEvents.ts";
import { CallRefusal } from "./calls.ts";

/** How a page comes in at the server, and what it can ask for there beside the line. */
export type Access = {
  /** The server's origin; empty: the page's own. */
  server: string;
  /**
   * For one connection.
   * @throws CallRefusal `not-signed-in` when nobody is, `token-refused` when there is none for another reason
   */
  ticket: () => Promise<string>;
  /** Whether a line that the server has closed may come back with another ticket. */
  renews: boolean;
  /** For the room of a call that one is in; else the line is asked. */
  roomToken?: (roomName: string) => Promise<string>;
  /** What became of a call of one's own; else it is over, and nobody here knows how. */
  look?: (callId: string) => Promise<Call>;
  /** When the line does not take it; else the server notices by itself who has left. */
  leave?: (callId: string, how: Leaving) => Promise<unknown>;
};

/** For the server's own pages, which have its cookie. */
export const ownPage: Access = {
  server: "",
  ticket: async () => {
    try {
      return (await calls.ticket()).token;
    } catch (error) {
      const { code } = problemOf(error);
      throw new CallRefusal(code === "not-signed-in" ? code : "unavailable");
    }
  },
  renews: false,
  roomToken: async (roomName) => (await calls.token(roomName)).token,
  look: async (callId) => (await calls.one(callId)).call,
  leave: (callId, how) => calls.leave(callId, how),
};

/**
 * For pages of another origin, whose own back end gets tokens with its API key.
 *
 * @param tokenUrl answers a POST of who is signed in there with `{token}`, and anybody else with 401 or 403
 */
export function hostPage(server: string, tokenUrl: string): Access {
  return { server: server.replace(/\/+$/, ""), ticket: () => tokenOf(tokenUrl), renews: true };
}

async function tokenOf(tokenUrl: string): Promise<string> {
  const answer = await fetch(tokenUrl, { method: "POST", credentials: "same-origin" }).catch(
    () => null,
  );
  if (answer?.status === 401 || answer?.status === 403) throw new CallRefusal("not-signed-in");
  const told: unknown = answer?.ok ? await answer.json().catch(() => null) : null;
  const token = typeof told === "object" && told !== null ? textIn(told, "token") : "";
  if (!token) throw new CallRefusal("token-refused");
  return token;
}
