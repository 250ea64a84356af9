import type { LineQuality } from "@hausruf/api";
import { expect, it } from "vitest";
import { verdict } from "./verdict.ts";

const line: LineQuality = {
  path: "udp",
  lossSent: 0.01,
  lossReceived: 0,
  jitterMillis: null,
  roundTripMillis: null,
  reconnects: 0,
  sentKbps: 800,
  receivedKbps: 900,
};

it.each([
  [{}, "good"],
  [{ lossReceived: 0.03 }, "fair"],
  [{ lossSent: 0.08 }, "poor"],
  [{ roundTripMillis: 399 }, "good"],
  [{ roundTripMillis: 400 }, "fair"],
  [{ roundTripMillis: 800 }, "poor"],
  [{ reconnects: 1 }, "fair"],
] as const)("calls a line with %o %s", (difference, word) => {
  expect(verdict({ ...line, ...difference })).toBe(word);
});
