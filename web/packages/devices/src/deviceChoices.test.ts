import { afterEach, expect, it } from "vitest";
import { deviceChoices, rememberDevice, rememberOn } from "./deviceChoices.ts";

afterEach(() => localStorage.clear());

it("starts with everything on and the standard devices", () => {
  expect(deviceChoices()).toEqual({ microphoneOn: true, cameraOn: true, ids: {} });
});

it("keeps devices and switches apart", () => {
  rememberDevice("camera", "built-in");
  rememberDevice("microphone", "headset");
  rememberOn("camera", false);

  expect(deviceChoices()).toEqual({
    microphoneOn: true,
    cameraOn: false,
    ids: { camera: "built-in", microphone: "headset" },
  });
});

it("forgets what it cannot read", () => {
  localStorage.setItem("hausruf.devices", '{"cameraOn":"maybe"}');

  expect(deviceChoices().cameraOn).toBe(true);
});
