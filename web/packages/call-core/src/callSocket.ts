import { io, type Socket } from "socket.io-client";
import { CallRefusal } from "./calls.ts";
import { events } from "./callEvents.ts";
import type { Line, OpenLine } from "./line.ts";

const ackMs = 10_000;
const delays = { reconnectionDelay: 500, reconnectionDelayMax: 5_000, randomizationFactor: 0.5 };

/** The socket of ringing calls. Comes back by itself, each time with a ticket of its own. */
export const openLine: OpenLine = ({ server, ticket, hear, lost }): Line => {
  const socket: Socket = io(`${server}/call`, {
    path: "/socket.io",
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    ...delays,
    auth: (give) => {
      ticket().then(
        (token) => give({ token }),
        () => socket.io.engine.close(), // no ticket, no connection: the next try asks again
      );
    },
  });
  let again: ReturnType<typeof setTimeout> | undefined;
  for (const event of events) socket.on(event, (payload: unknown) => hear(event, payload));
  socket.on("disconnect", () => {
    lost(null);
    if (!socket.active) comeBack(); // the server closed it: so it is ours to open again
  });
  socket.on("connect_error", ({ message }) => {
    lost(socket.active ? "unreachable" : message);
    if (!socket.active) comeBack(); // refused by the namespace: the ticket was used or has run out
  });

  function comeBack() {
    clearTimeout(again);
    again = setTimeout(() => socket.connect(), delays.reconnectionDelayMax);
  }

  return {
    async send(event, payload) {
      // Never kept for later: a call that rings a minute after the click is worse than none.
      if (!socket.connected) throw new CallRefusal("unavailable");
      const answer: unknown = await socket
        .timeout(ackMs)
        .emitWithAck(event, payload)
        .catch(() => null);
      if (typeof answer !== "object" || answer === null) throw new CallRefusal("unanswered");
      if ("error" in answer) throw new CallRefusal(codeOf(answer.error));
      return answer;
    },
    close() {
      clearTimeout(again);
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
};

function codeOf(error: unknown): string {
  return typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string"
    ? error.code
    : "unavailable";
}
