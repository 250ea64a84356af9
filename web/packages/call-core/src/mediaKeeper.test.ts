import { EventEmitter, once } from "node:events";
import { beforeEach, expect, it, vi } from "vitest";
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

const entered: (string | null)[] = [];
const opened: string[] = [];
const openMedia: OpenMedia = ({ callId }) => {
  opened.push(callId);
  return {
    enter: ({ token }) => void entered.push(token),
    talk: nothing,
    switch: nothing,
    choose: nothing,
    playSound: nothing,
    again: nothing,
    show: () => nothing,
    close: nothing,
  };
};

/** What the code's loading is like, a test says. */
function keeperOf(load: () => Promise<OpenMedia>) {
  const states: MediaState[] = [];
  const keeper = new MediaKeeper(load, {
    freshToken: async () => "fresh",
    changed: (state) => void states.push(state),
    moved: nothing,
    ended: nothing,
  });
  return { keeper, states };
}

beforeEach(() => {
  entered.length = 0;
  opened.length = 0;
});

const missing = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));

it("fetches again what a call needs and could not be fetched, when one wants it", async () => {
  let online = false;
  const { keeper, states } = keeperOf(() => (online ? Promise.resolve(openMedia) : missing()));
  keeper.follow(own);
  await done();
  expect(states.at(-1)?.connection).toBe("lost");
  keeper.again();
  await done();
  expect(states.at(-1)?.connection).toBe("lost");
  online = true;
  keeper.again();
  await done();
  expect(states.at(-1)).toBe(noMedia);
  expect(entered).toEqual(["jwt"]);
});

it("opens one line, however often one wants it again while it is fetched", async () => {
  const loading = new EventEmitter();
  const load = vi.fn<() => Promise<OpenMedia>>(async () => {
    await once(loading, "loaded");
    return openMedia;
  });
  load.mockImplementationOnce(missing);
  const { keeper } = keeperOf(load);
  keeper.follow(own);
  await done();
  keeper.again();
  keeper.again();
  loading.emit("loaded");
  await done();
  keeper.again(); // it is there
  await done();
  expect(load).toHaveBeenCalledTimes(2);
  expect(opened).toEqual(["c1"]);
});

it("does nothing again while it is fetched for the first time", async () => {
  const loading = new EventEmitter();
  const { keeper } = keeperOf(async () => {
    await once(loading, "loaded");
    return openMedia;
  });
  keeper.follow(own);
  keeper.again();
  loading.emit("loaded");
  await done();
  expect(opened).toEqual(["c1"]);
});
