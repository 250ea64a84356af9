import { expect, it } from "vitest";
import { announce, type PresenceToast } from "./presence.ts";

const ofAll = (...steps: [PresenceToast["kind"], string, number][]) =>
  steps.reduce<readonly PresenceToast[]>(
    (shown, [kind, name, at]) => announce(shown, kind, name, at),
    [],
  );
const names = (toasts: readonly PresenceToast[]) => toasts.map((toast) => toast.names);

it("shows two who join one after the other by name", () => {
  expect(names(ofAll(["joined", "Anna", 0], ["joined", "Ben", 1_000]))).toEqual([
    ["Anna"],
    ["Ben"],
  ]);
});

it("counts from the third on", () => {
  const three = ofAll(["joined", "Anna", 0], ["joined", "Ben", 100], ["joined", "Carla", 200]);

  expect(names(three)).toEqual([["Anna", "Ben", "Carla"]]);
  expect(names(announce(three, "joined", "Deniz", 5_100))).toEqual([
    ["Anna", "Ben", "Carla", "Deniz"],
  ]);
});

it("keeps joining and leaving apart", () => {
  const shown = ofAll(["joined", "Anna", 0], ["left", "Ben", 100], ["joined", "Carla", 200]);

  expect(names(shown)).toEqual([["Anna"], ["Ben"], ["Carla"]]);
});

it("starts anew when the earlier ones have gone", () => {
  const shown = ofAll(["joined", "Anna", 0], ["joined", "Ben", 100], ["joined", "Carla", 5_050]);

  expect(names(shown)).toEqual([["Ben"], ["Carla"]]);
});
