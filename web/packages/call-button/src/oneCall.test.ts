import { annasWindow, liveCall, refuse } from "@hausruf/call-core/testing";
import { hostPage } from "@hausruf/call-core";
import { callTexts } from "@hausruf/i18n/embed";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OneCall } from "./oneCall.ts";
import type { Around, Trouble, Wanted } from "./parts.ts";

const wanted: Wanted = {
  server: "https://office.example",
  tokenUrl: "/token",
  to: "ben",
  name: "Ben Albrecht",
  contactId: null,
  media: "audio",
  language: "en",
};
const made = { ok: true, callId: "c1", roomName: "t-c1", token: "jwt", serverUrl: "ws://media" };
const done = () => new Promise((next) => setTimeout(next));

let anna: ReturnType<typeof annasWindow>;
let told: [string, unknown][];
let around: Around;

beforeEach(() => {
  anna = annasWindow(hostPage(wanted.server, wanted.tokenUrl));
  told = [];
  around = {
    panel: document.body.appendChild(document.createElement("section")),
    styles: () => undefined,
    began: () => told.push(["began", null]),
    tell: (event, detail) => told.push([event, detail]),
    over: (words) => told.push(["over", words]),
    failed: (trouble) => told.push(["failed", trouble]),
  };
});

afterEach(() => {
  document.body.replaceChildren();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

async function click(more: Partial<Wanted> = {}, trouble: Trouble = "unreachable") {
  const why = async () => trouble;
  const call = new OneCall(anna.client, callTexts("en"), { ...wanted, ...more }, around, why);
  await done();
  return call;
}

async function ring(more: Partial<Wanted> = {}) {
  anna.answers["initiate-call"] = () => made;
  const call = await click(more);
  anna.findLine([]);
  await done();
  return call;
}

const shown = () => around.panel.textContent;
const button = (name: string) =>
  [...around.panel.querySelectorAll("button")].find(
    (one) => !one.hidden && one.textContent === name,
  );

describe("a call of a button", () => {
  it("rings, is answered, muted and hung up, and closes its line", async () => {
    await ring();
    expect(shown()).toContain("Ben Albrecht");
    expect(shown()).toContain("Ringing …");
    expect(anna.tones.at(-1)).toBe("ringback");
    expect(button("Turn microphone off")).toBeUndefined();

    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    expect(shown()).toContain("Connected");
    expect(around.panel.querySelector('[role="timer"]')?.textContent).toBe("00:00");
    button("Turn microphone off")?.click();
    expect(anna.media).toEqual(["open audio", "enter jwt", "talk", "switch microphone"]);

    button("Hang up")?.click();
    await done();
    expect(told).toEqual([
      ["began", null],
      ["started", { callId: "c1", to: "ben" }],
      ["answered", { callId: "c1" }],
      ["over", "Call ended, 0 s"],
      ["ended", { callId: "c1", reason: "completed", durationSeconds: 0 }],
    ]);
    expect(anna.sent.at(-1)).toEqual({ command: "end-call", payload: { callId: "c1" } });
    expect(anna.client.snapshot().state.link).toBe("signed-out");
  });

  it("is told in order where somebody answers before the server has told of the ringing", async () => {
    anna.answers["initiate-call"] = () => {
      anna.tell("call-accepted", { callId: "c1", userId: "ben" });
      return made;
    };
    await click();
    anna.findLine([]);
    await done();
    expect(told.slice(1)).toEqual([
      ["started", { callId: "c1", to: "ben" }],
      ["answered", { callId: "c1" }],
    ]);
    expect(shown()).toContain("Connected");
  });

  it.each([
    ["declined", "Call declined"],
    ["no-answer", "No answer"],
  ])("that ends as %s says so", async (reason, words) => {
    await ring();
    anna.tell("call-ended", { callId: "c1", reason, durationSeconds: null });
    expect(told.slice(2)).toEqual([
      ["over", words],
      ["ended", { callId: "c1", reason, durationSeconds: null }],
    ]);
  });

  it("finds whom it calls by their address", async () => {
    anna.answers["find-user"] = () => ({ userId: "ben" });
    await ring({ to: "ben@sot.example" });
    expect(anna.sent.map(({ payload }) => payload)).toEqual([
      { email: "ben@sot.example" },
      { toUserId: "ben", media: "audio" },
    ]);
  });

  it.each(["not-found", "unavailable"])("calls nobody at an address that is %s", async (code) => {
    anna.answers["find-user"] = refuse(code);
    await ring({ to: "nobody@sot.example" });
    expect(told).toEqual([
      ["over", "Cannot be reached any more"],
      ["error", { code: "not-found", message: "Cannot be reached any more" }],
    ]);
    expect(anna.sent).toHaveLength(1);
  });

  it("is not made by who is in a call elsewhere", async () => {
    await click();
    anna.findLine([liveCall("c7", { status: "IN_PROGRESS" })]);
    await done();
    expect(told.at(-1)).toEqual([
      "error",
      { code: "caller-busy", message: "You are in a call already" },
    ]);
    expect(anna.sent).toEqual([]);
  });

  it("is over at once when the line cannot be had, and the page hears why", async () => {
    await click({}, "origin-not-allowed");
    anna.refuseLine("origin-not-allowed");
    await done();
    expect(told).toEqual([["failed", "origin-not-allowed"]]);
    expect(anna.client.snapshot().state.link).toBe("signed-out");
    anna.refuseLine("origin-not-allowed");
    await done();
    expect(told).toHaveLength(1);
  });

  it("is given up before there was a line", async () => {
    const call = await click();
    call.hangUp();
    anna.findLine([]);
    await done();
    expect(told).toEqual([["over", ""]]);
    expect(anna.sent).toEqual([]);
  });

  it("goes on without a microphone, and says what to do", async () => {
    await ring();
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    anna.mediaIs({ connection: "connected", muted: true, problems: { microphone: "denied" } });
    expect(shown()).toContain("Your microphone is blocked.");
    anna.mediaIs({ connection: "connected", muted: true, problems: { microphone: "denied" } });
    const problem = { code: "microphone-denied", message: "Your microphone is blocked." };
    expect(told.filter(([event]) => event === "error")).toEqual([["error", problem]]);
  });

  it("tries again for sound and picture that were given up, and keeps the focus", async () => {
    await ring();
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    expect(button("Reconnect")).toBeUndefined();
    anna.mediaIs({ connection: "lost" });
    expect(shown()).toContain("No connection for sound and picture");
    button("Reconnect")?.focus();
    button("Reconnect")?.click();
    expect(anna.media.at(-1)).toBe("again");
    expect(document.activeElement).toBe(around.panel);
    anna.mediaIs({ connection: "connected" });
    expect(button("Reconnect")).toBeUndefined();
  });

  it("goes on without a line, and shows a name as text", async () => {
    await ring({ name: "<b>Ben</b>" });
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
    anna.refuseLine("unreachable");
    await done();
    expect(around.panel.querySelector("b")).toBeNull();
    expect(shown()).toContain("<b>Ben</b>");
    expect(told.at(-1)).toEqual(["answered", { callId: "c1" }]);
  });

  it("is hung up when the page goes", async () => {
    await ring();
    dispatchEvent(new Event("pagehide"));
    await done();
    expect(told.at(-1)).toEqual([
      "ended",
      { callId: "c1", reason: "cancelled", durationSeconds: null },
    ]);
  });
});
