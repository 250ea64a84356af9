import type { VideoCall } from "@hausruf/api";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, videoCall } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";

type Asked = { query: URLSearchParams; body?: unknown };

const minuteMs = 60_000;

function planned(title: string, startsAt: Date, more: Partial<VideoCall> = {}): VideoCall {
  const endsAt = new Date(startsAt.getTime() + 45 * minuteMs).toISOString();
  const schedule = { startsAt: startsAt.toISOString(), endsAt, minutes: 45, timeZone: "UTC" };
  return videoCall(title, { schedule, ...more });
}

/** In the viewer's zone, which is Tokyo's here. */
function inTokyo(days: number, hour: number): Date {
  const wall = new Date(Date.now() + 9 * 60 * minuteMs + days * 24 * 60 * minuteMs);
  wall.setUTCHours(hour, 0, 0, 0);
  return new Date(wall.getTime() - 9 * 60 * minuteMs);
}

function serving(calls: VideoCall[]) {
  return serve({
    "GET /api/session": () => ({ body: anna }),
    "GET /api/account/time-zone": () => ({ body: { timeZone: "Asia/Tokyo" } }),
    "GET /api/video-calls": ({ query }: Asked) => ({
      body: { items: query.get("state") === "planned" ? calls : [], nextCursor: null },
    }),
  });
}

const open = () => openPage("/portal/office/videocalls");

// Noon in Tokyo: no day begins while a test looks at one.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T03:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("planned calls", () => {
  it("stand under their days in the viewer's zone, today's first", async () => {
    serving([
      planned("Heute früh", inTokyo(0, 0)),
      planned("Heute spät", inTokyo(0, 23)),
      planned("Morgen früh", inTokyo(1, 0), { inviteCount: 2 }),
      planned("Übermorgen", inTokyo(2, 12)),
    ]);
    open();
    const today = await screen.findByRole("region", { name: /^Heute, / });
    expect(within(today).getAllByRole("listitem")).toHaveLength(2);
    const tomorrow = screen.getByRole("region", { name: /^Morgen, / });
    expect(within(tomorrow).getByRole("listitem").textContent).toMatch(
      /00:00 bis 00:45 Uhr.*Morgen früh.*2 eingeladen/,
    );
    expect(screen.getByText("12:00 bis 12:45 Uhr")).toBeTruthy();
    expect(screen.getByText("Zeiten in der Zone Asia/Tokyo.")).toBeTruthy();
    const file = within(tomorrow).getByRole("link", { name: "Kalenderdatei: Morgen früh" });
    expect(file.getAttribute("href")).toContain("/api/video-calls/Morgen%20fr%C3%BCh/calendar");
  });

  it("are planned in the viewer's zone, and what is wrong is said at its field", async () => {
    const server = serving([]);
    let wanted: unknown;
    server["POST /api/video-calls"] = () =>
      refusal(400, "invalid", { errors: [{ field: "startsAt", message: "is over", allowed: "" }] });
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Videocall planen" }));
    const dialog = await screen.findByRole("dialog", { name: "Videocall planen" });
    await within(dialog).findByText(/^Zeitzone: Asia\/Tokyo/);
    const fill = async (label: string, text: string) => {
      const field = within(dialog).getByLabelText(label);
      await userEvent.clear(field);
      if (text) await userEvent.type(field, text);
    };
    const save = within(dialog).getByRole("button", { name: "Planen" });
    await fill("Titel", "Dach");
    await fill("Datum", "2026-11-20");
    await fill("Uhrzeit", "");
    await fill("Dauer (Min.)", "0");
    await userEvent.click(save);
    await within(dialog).findByText("Geben Sie eine Uhrzeit an.");
    await within(dialog).findByText("Zwischen 5 und 1440 Minuten.");
    await fill("Uhrzeit", "09:30");
    await fill("Dauer (Min.)", "60");
    await userEvent.click(save);
    await within(dialog).findByText("Dieser Zeitpunkt ist vorbei.");
    await fill("Datum", "");
    await within(dialog).findByText("Geben Sie ein Datum an.");
    await fill("Datum", "2027-03-01");

    server["POST /api/video-calls"] = ({ body }: Asked) => {
      wanted = body;
      return { status: 201, body: { callId: "c1", roomName: "r", hostToken: "t", serverUrl: "u" } };
    };
    server["GET /api/video-calls/c1/invites"] = () => ({ body: { items: [] } });
    await userEvent.click(save);
    await screen.findByRole("dialog", { name: "Gast einladen" });
    expect(wanted).toEqual({
      title: "Dach",
      locale: "de",
      schedule: { startsAt: "2027-03-01T00:30:00.000Z", minutes: 60, timeZone: "Asia/Tokyo" },
    });
  });

  it("are called off only after the question", async () => {
    const server = serving([planned("Dach", inTokyo(1, 9))]);
    let isOff = false;
    server["POST /api/video-calls/Dach/cancel"] = () => {
      isOff = true;
      return { body: planned("Dach", inTokyo(1, 9), { status: "ended", cancelled: true }) };
    };
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Absagen: Dach" }));
    await userEvent.click(screen.getByRole("button", { name: "Nicht absagen" }));
    expect(isOff).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Absagen: Dach" }));
    await userEvent.click(screen.getByRole("button", { name: "Absagen und mitteilen" }));
    await vi.waitFor(() => expect(isOff).toBe(true));
    await vi.waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });
});
