import { expect, it } from "vitest";
import { MediaKeeper } from "./mediaKeeper.ts";
import { noMedia, type MediaState, type OpenMedia } from "./mediaLine.ts";
import { ben, done } from "./testing.ts";

const entry = { serverUrl: "ws://media", token: "jwt", roomOpen: false };
const own = {
  phase: "talking",
  callId: "c1",
  roomName: "t-c1",
  party: ben,
  media: "audio",
  entry,
  answeredAt: 0,
} as const;

const nothing = () => undefined;

it("fetches again what a call needs and could not be fetched, when one wants it", async () => {
  let online = false;
  const entered: (string | null)[] = [];
  const openMedia: OpenMedia = () => ({
    enter: ({ token }) => void entered.push(token),
    talk: nothing,
    switch: nothing,
    choose: nothing,
    playSound: nothing,
    again: nothing,
    show: () => nothing,
    close: nothing,
  });
  const states: MediaState[] = [];
  const keeper = new MediaKeeper(
    async () => {
      if (!online) throw new TypeError("Failed to fetch dynamically imported module");
      return openMedia;
    },
    {
      freshToken: async () => "fresh",
      changed: (state) => void states.push(state),
      moved: nothing,
      ended: nothing,
    },
  );
  keeper.follow(own);
  await done();
  expect(states.at(-1)?.connection).toBe("lost");
  online = true;
  keeper.again();
  await done();
  expect(states.at(-1)).toBe(noMedia);
  expect(entered).toEqual(["jwt"]);
});
