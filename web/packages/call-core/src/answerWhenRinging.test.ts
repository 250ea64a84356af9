import { expect, it, vi } from "vitest";
import { answerWhenRinging } from "./answerWhenRinging.ts";
import { annasWindow, liveCall } from "./testing.ts";

async function opened() {
  const window = annasWindow();
  const missing = vi.fn<() => void>();
  window.client.signedIn("anna");
  await new Promise((next) => setTimeout(next)); // until the line is loaded
  return { ...window, missing };
}

const accepted = { command: "accept-call", payload: { callId: "c1" } };

it("answers as soon as the window has a line and the call rings", async () => {
  const { client, sent, missing, findLine } = await opened();
  answerWhenRinging(client, "c1", missing);
  await new Promise((later) => setTimeout(later)); // an answer is sent a moment after it is decided
  expect(sent).toEqual([]);
  findLine([liveCall("c1")]);
  await vi.waitFor(() => expect(sent).toEqual([accepted]));
  expect(missing).not.toHaveBeenCalled();
});

it("answers at once where the call rings already", async () => {
  const { client, sent, missing, findLine } = await opened();
  findLine([liveCall("c1")]);
  answerWhenRinging(client, "c1", missing);
  await vi.waitFor(() => expect(sent).toEqual([accepted]));
});

it("says once that the call rings no more", async () => {
  const { client, sent, missing, findLine, loseLine } = await opened();
  answerWhenRinging(client, "c1", missing);
  findLine([liveCall("c2")]);
  loseLine();
  findLine([liveCall("c1")]);
  expect(missing).toHaveBeenCalledOnce();
  await new Promise((later) => setTimeout(later)); // an answer is sent a moment after it is decided
  expect(sent).toEqual([]);
});

it("waits for nothing once nobody is signed in", async () => {
  const { client, sent, missing, findLine } = await opened();
  answerWhenRinging(client, "c1", missing);
  client.signedIn(null);
  findLine([liveCall("c1")]);
  await new Promise((later) => setTimeout(later)); // an answer is sent a moment after it is decided
  expect(sent).toEqual([]);
  expect(missing).not.toHaveBeenCalled();
});
