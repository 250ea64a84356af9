import { describe, expect, it } from "vitest";
import {
  entering,
  reduce,
  stage,
  type Person,
  type RoomNews,
  type RoomState,
} from "./roomState.ts";

const person = (id: string, change: Partial<Person> = {}): Person => ({
  id,
  name: id,
  isHost: false,
  isLocal: id === "me",
  muted: false,
  speaking: false,
  camera: null,
  screen: null,
  joinedAt: 0,
  ...change,
});
const people = (...all: Person[]): RoomNews => ({
  type: "people",
  people: all,
  speakers: all.filter((one) => one.speaking && !one.isLocal).map((one) => one.id),
  nowMs: 0,
});
const after = (...news: RoomNews[]): RoomState => news.reduce(reduce, entering);
const placed = (state: RoomState) => {
  const { sharing, lead, strip } = stage(state);
  return { sharing: sharing?.id, lead: lead?.id, strip: strip.map((one) => one.id) };
};

describe("the connection", () => {
  it("is being restored only after it stood", () => {
    expect(after({ type: "reconnecting" }).connection.phase).toBe("connecting");
    expect(after({ type: "connected" }, { type: "reconnecting" }).connection.phase).toBe(
      "reconnecting",
    );
  });

  it("is over for the first reason, and forgets everybody", () => {
    const state = after(
      { type: "connected" },
      people(person("me")),
      { type: "over", reason: "removed" },
      { type: "over", reason: "left" },
    );

    expect(state.connection).toEqual({ phase: "over", reason: "removed" });
    expect(state.people).toEqual([]);
  });
});

describe("the stage", () => {
  it("shows oneself large only while alone", () => {
    expect(placed(after(people(person("me"))))).toMatchObject({ lead: "me", strip: [] });
    expect(placed(after(people(person("me"), person("anna"))))).toMatchObject({
      lead: "anna",
      strip: ["me"],
    });
  });

  it("shows who speaks, and whom one pinned before that", () => {
    const talk = people(person("me"), person("anna"), person("ben", { speaking: true }));

    expect(placed(after(talk))).toMatchObject({ lead: "ben", strip: ["me", "anna"] });
    expect(placed(after(talk, { type: "pinned", id: "anna" }))).toMatchObject({ lead: "anna" });
  });

  it("changes the speaker although no new sound is reported", () => {
    const anna = people(person("me"), person("anna", { speaking: true }), person("ben"));
    const ben = people(person("me"), person("anna"), person("ben", { speaking: true }));

    const state = after(anna, ben, { type: "listened", nowMs: 2_000 });

    expect(placed(state).lead).toBe("ben");
  });

  it("gives a shared screen the speaker's place and puts the speaker first", () => {
    const share = people(
      person("me"),
      person("anna", { screen: "TR_1" }),
      person("ben", { speaking: true }),
    );

    expect(placed(after(share))).toEqual({
      sharing: "anna",
      lead: undefined,
      strip: ["ben", "me", "anna"],
    });
  });

  it("goes on showing the others while one shares oneself", () => {
    const own = people(person("me", { screen: "TR_1" }), person("anna"));

    expect(placed(after(own))).toMatchObject({ sharing: undefined, lead: "anna" });
  });
});
