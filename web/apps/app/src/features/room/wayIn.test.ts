import { ApiError } from "@hausruf/api";
import { expect, it } from "vitest";
import { lostBy, refusedFor, waitBefore } from "./wayIn.ts";

function tries(wasInside: boolean) {
  let attempt = 0;
  while (waitBefore(attempt, wasInside) !== null) attempt++;
  return attempt;
}

it("goes on trying while the server only is silent", () => {
  expect(refusedFor(new ApiError({ code: "unreachable" }))).toBeNull();
  expect(refusedFor(new ApiError({ code: "unavailable" }))).toBeNull();
  expect(refusedFor(new Error("the media client gave up"))).toBeNull();
});

it("takes the end of the call and a withdrawn invite as final, and tells them apart", () => {
  expect(refusedFor(new ApiError({ code: "call-ended" }))).toBe("ended");
  expect(refusedFor(new ApiError({ code: "call-over" }))).toBe("ended");
  expect(refusedFor(new ApiError({ code: "invite-revoked" }))).toBe("removed");
});

it("tells a media server that is away from a line that is", () => {
  expect(lostBy(new ApiError({ code: "media-server-unreachable" }))).toBe("media-away");
  expect(lostBy(new ApiError({ code: "unreachable" }))).toBe("lost");
  expect(lostBy(new Error("the media client gave up"))).toBe("lost");
});

it("gives up sooner when the room never opened", () => {
  expect(tries(false)).toBe(3);
  expect(tries(true)).toBe(8);
});
