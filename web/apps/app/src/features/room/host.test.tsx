import "@hausruf/i18n/rooms";
import { render, screen } from "@testing-library/react";
import { RemoteParticipant, Room } from "livekit-client";
import { describe, expect, it } from "vitest";
import { anna } from "../../testing/samples.ts";
import { RoomClient } from "./roomClient.ts";
import { people } from "./roomSnapshot.ts";
import { entering, reduce, type RoomState } from "./roomState.ts";
import { StageNotes } from "./StageNotes.tsx";
import { TopBar } from "./TopBar.tsx";

const hostName = "Anna Berger";

/** A guest's room with one other person, who is called like the host, whoever they are. */
function roomWith(attributes: Record<string, string>): RoomState {
  const room = new Room();
  const signal = room.engine.client;
  const other = new RemoteParticipant(signal, "PA_1", "x", hostName, undefined, attributes);
  room.remoteParticipants.set("x", other);
  const seen = { type: "people", people: people(room), speakers: [], nowMs: 0 } as const;
  return reduce(reduce(entering, { type: "connected" }), seen);
}

function show(state: RoomState, hasBegun = false) {
  const client = new RoomClient({ fresh: () => new Promise(() => undefined) });
  const call = { title: "Angebot", status: "draft", startedAt: null } as const;
  render(
    <>
      <TopBar call={call} tenant={anna.tenant} people={state.people} covered={false} />
      <StageNotes state={state} client={client} hostName={hostName} hasBegun={hasBegun} />
    </>,
  );
}

describe("the host, as guests see them", () => {
  it("is not somebody who only has the same name", () => {
    for (const attributes of [{}, { "hausruf.role": "guest" }]) {
      const state = roomWith(attributes);

      expect(state.people.map((person) => person.isHost)).toEqual([false, false]);
    }
    show(roomWith({ "hausruf.role": "guest" }));
    expect(screen.getByText("Anna Berger ist noch nicht da.")).toBeDefined();
    expect(screen.getByText("Entwurf")).toBeDefined();
  });

  it("is whom the server says is the host", () => {
    show(roomWith({ "hausruf.role": "host" }));

    expect(screen.queryByText(/nicht da\./)).toBeNull();
    expect(screen.getByText("Aktiv")).toBeDefined();
  });

  it("has gone out for a while, once the call had begun", () => {
    show(roomWith({}), true);

    expect(screen.getByRole("status").textContent).toContain("Anna Berger ist gerade nicht da.");
  });
});
