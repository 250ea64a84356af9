import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { liveCall } from "@hausruf/call-core/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, colleagues } from "../../testing/samples.ts";
import { serve } from "../../testing/serve.ts";
import { callSearch, filterOf } from "./callFilter.ts";

type Asked = { query: URLSearchParams };
const over = { status: "COMPLETED", endReason: "completed" } as const;
const missed = { status: "MISSED", endReason: "cancelled" } as const;
const log = [
  liveCall("c4", { ...missed, startedAt: "2026-11-19T13:05:00Z" }),
  liveCall("c3", { ...missed, direction: "out", startedAt: "2026-11-19T12:00:00Z" }),
  liveCall("c2", { ...over, durationSeconds: 291, startedAt: "2026-11-18T08:03:00Z" }),
  liveCall("c1", { ...missed, endReason: "declined", startedAt: "2026-11-10T08:00:00Z" }),
];

function office(asked: string[] = []) {
  let count = 2;
  return {
    "GET /api/session": () => ({ body: anna }),
    "GET /api/users": () => ({ body: { items: colleagues } }),
    "GET /api/calls/missed": () => ({ body: { count } }),
    "POST /api/calls/missed/seen": () => {
      count = 0;
      return { status: 204 };
    },
    "GET /api/video-calls": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/calls": ({ query }: Asked) => {
      asked.push([...query].map((pair) => pair.join("=")).join("&"));
      const items = query.get("outcome") ? [] : log;
      return { body: { items, nextCursor: null } };
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  sessionStorage.clear();
});

describe("the call log", () => {
  it("tells by day with whom, how it ended, how long and when", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date("2026-11-19T14:00:00Z") });
    serve(office());
    openPage("/portal/office/calls");
    const days = (await screen.findAllByRole("heading", { level: 2 })).map(
      (day) => day.textContent,
    );
    expect(days).toEqual(["Heute, 19.11.2026", "Gestern, 18.11.2026", "10.11.2026"]);
    const rows = screen.getAllByRole("listitem").map((row) => row.textContent);
    expect(rows).toEqual([
      "Ben AlbrechtVerpasstEingehend14:05",
      "Ben AlbrechtAbgebrochenAusgehend13:00",
      "Ben AlbrechtAngenommenEingehend4 min09:03",
      "Ben AlbrechtAbgelehntEingehend09:00",
    ]);
  });

  it("loads the next page by its cursor when asked", async () => {
    const asked: (string | null)[] = [];
    serve({
      ...office(),
      "GET /api/calls": ({ query }: Asked) => {
        const cursor = query.get("cursor");
        asked.push(cursor);
        const [items, nextCursor] = cursor ? [log.slice(2), null] : [log.slice(0, 2), "c 1/2"];
        return { body: { items, nextCursor } };
      },
    });
    openPage("/portal/office/calls");
    await userEvent.click(await screen.findByRole("button", { name: "Mehr laden" }));
    await vi.waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(log.length));
    expect(asked).toEqual([null, "c 1/2"]);
    expect(screen.queryByRole("button", { name: "Mehr laden" })).toBeNull();
  });

  it("is narrowed by its address, and the other way round", async () => {
    const asked: string[] = [];
    serve(office(asked));
    const { address } = openPage("/portal/office/calls?show=missed&with=ben&period=forever");
    await screen.findByText("Kein Anruf passt zu diesen Filtern");
    expect(asked).toEqual(["limit=30&direction=in&with=ben&outcome=no-answer,cancelled,busy"]);
    await userEvent.click(screen.getByRole("button", { name: "Ausgehend" }));
    expect(address()).toBe("/portal/office/calls?show=out&with=ben");
    await userEvent.selectOptions(screen.getByLabelText("Person"), "Alle Personen");
    expect(address()).toBe("/portal/office/calls?show=out");
    await userEvent.selectOptions(screen.getByLabelText("Dauer"), "Ab 5 Minuten");
    await userEvent.selectOptions(screen.getByLabelText("Zeitraum"), "Heute");
    expect(address()).toBe("/portal/office/calls?show=out&length=five-minutes&period=today");
    await userEvent.click(screen.getByRole("button", { name: "Verpasst" }));
    await userEvent.selectOptions(screen.getByLabelText("Ergebnis"), "Besetzt");
    expect(address()).toBe("/portal/office/calls?outcome=busy&length=five-minutes&period=today");
    await userEvent.click(screen.getByRole("button", { name: "Alle Anrufe zeigen" }));
    expect(address()).toBe("/portal/office/calls");
  });

  it("clears the number of missed calls once one looks at it", async () => {
    serve(office());
    openPage("/portal/office/videocalls");
    await screen.findByText("2 verpasste Anrufe");
    await userEvent.click(screen.getByRole("link", { name: /^Anrufe/ }));
    await screen.findAllByRole("listitem");
    await vi.waitFor(() => expect(screen.queryByText("2 verpasste Anrufe")).toBeNull());
  });

  it("calls back", async () => {
    serve(office());
    const { line } = openPage("/portal/office/calls");
    const [back] = await screen.findAllByRole("button", { name: "Ben Albrecht zurückrufen" });
    await act(async () => line.findLine([]));
    line.answers["initiate-call"] = () => ({ callId: "c9", endReason: "busy" });
    if (back) await userEvent.click(back);
    const dock = await screen.findByRole("region", { name: "Laufender Anruf mit Ben Albrecht" });
    expect(within(dock).getByRole("status").textContent).toBe("Besetzt");
  });
});

describe("the filters in an address", () => {
  it("are only those that there are", () => {
    expect(callSearch({ show: "all", period: 7, with: "" })).toEqual({});
    expect(callSearch({ show: "in", period: "week", with: "ben", x: 1 })).toEqual({
      show: "in",
      period: "week",
      with: "ben",
    });
  });

  it("say how missed calls ended, and take no other word for it", () => {
    const now = new Date();
    expect(callSearch({ show: "missed", outcome: "busy" })).toEqual({ show: "missed" });
    expect(callSearch({ outcome: "any", length: "2min" })).toEqual({});
    expect(filterOf({ outcome: "busy" }, now)).toEqual({ direction: "out", outcome: ["busy"] });
    expect(filterOf({ show: "in", outcome: "busy" }, now)).toMatchObject({ direction: "in" });
    expect(filterOf({ outcome: "failed" }, now)).toEqual({ outcome: ["failed"] });
    expect(filterOf({ length: "quarter-hour" }, now)).toEqual({ minSeconds: 900 });
  });

  it("count days from midnight", () => {
    const now = new Date("2026-11-19T14:00:00Z");
    expect(filterOf({ period: "week" }, now)).toEqual({ from: "2026-11-11T23:00:00.000Z" });
    expect(filterOf({ period: "today" }, now)).toEqual({ from: "2026-11-18T23:00:00.000Z" });
  });
});
