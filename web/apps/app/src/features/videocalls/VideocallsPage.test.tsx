import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, videoCall } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";

type Asked = { query: URLSearchParams };
const session = { "GET /api/session": () => ({ body: anna }) };
const page = (items: unknown[], nextCursor: string | null = null) => ({
  body: { items, nextCursor },
});
const empty = { ...session, "GET /api/video-calls": () => page([]) };
const titleRefused = () => refusal(400, "invalid", { errors: [{ field: "title" }] });

async function askForNewCall() {
  await screen.findByText("Noch kein Videocall");
  await userEvent.click(screen.getByRole("button", { name: "Neuen Videocall starten" }));
  return screen.getByLabelText<HTMLInputElement>("Titel");
}

const open = () => openPage("/portal/office/videocalls");

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("the overview", () => {
  it("tells who is inside, who is invited, who was there and for how long", async () => {
    const running = videoCall("Angebot", { status: "active", presentCount: 5 });
    const planned = videoCall("Erstgespräch", { inviteCount: 0 });
    const over = { status: "ended", durationSeconds: 3870, participantCount: 4 } as const;
    serve({
      ...session,
      "GET /api/video-calls": ({ query }: Asked) =>
        query.get("state") === "open"
          ? page([running, planned])
          : page([
              videoCall("Jahresplanung", over),
              videoCall("Kennenlernen", { status: "expired" }),
            ]),
    });
    open();
    const rows = (await screen.findAllByRole("row")).map((row) => row.textContent ?? "");
    expect(rows).toHaveLength(6);
    expect(rows[1]).toMatch(/Angebot.*Aktiv.*5 im Raum.*Öffnen/);
    expect(rows[2]).toMatch(/Erstgespräch.*Entwurf.*niemand eingeladen$/);
    expect(rows[4]).toMatch(/Jahresplanung.*Beendet.*4 Personen.*1 h 04 min/);
    expect(rows[5]).toMatch(/Kennenlernen.*Abgelaufen.*niemand.*keine/);
  });

  it("loads more when asked", async () => {
    serve({
      ...session,
      "GET /api/video-calls": ({ query }: Asked) => {
        if (query.get("state") === "open") return page([]);
        return query.get("cursor") ? page([videoCall("zweite")]) : page([videoCall("erste")], "c1");
      },
    });
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Mehr laden" }));
    await screen.findByText("zweite");
    expect(screen.getByText("erste")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Mehr laden" })).toBeNull();
  });

  it("keeps what it knows when asking again fails", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = serve({
      ...session,
      "GET /api/video-calls": () => page([videoCall("Angebot")]),
    });
    open();
    await screen.findAllByText("Angebot");
    server["GET /api/video-calls"] = () => refusal(500, "boom");
    await act(() => vi.advanceTimersByTimeAsync(11_000));
    const alert = await screen.findByRole("alert");
    expect(screen.getAllByText("Angebot").length).toBeGreaterThan(0);
    server["GET /api/video-calls"] = () => page([videoCall("Angebot")]);
    await act(async () => within(alert).getByRole("button", { name: "Erneut versuchen" }).click());
    await vi.waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });

  it("shows that it loads only once that is noticeable", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    serve({ ...session, "GET /api/video-calls": () => new Promise(() => {}) });
    open();
    await screen.findByRole("heading", { name: "Videocalls" });
    expect(screen.queryByText("Videocalls werden geladen")).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(300));
    expect(screen.getByRole("status").textContent).toBe("Videocalls werden geladen");
  });
});

describe("a new call", () => {
  it("has a title that is selected, and Enter starts it", async () => {
    let title: unknown;
    serve({
      ...empty,
      "POST /api/video-calls": ({ body }) => {
        title = body;
        return {
          status: 201,
          body: { callId: "c9", roomName: "r", hostToken: "t", serverUrl: "s" },
        };
      },
    });
    const { address } = open();
    const input = await askForNewCall();
    expect(input.value).toMatch(/^Videocall am \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr$/);
    expect(document.activeElement).toBe(input);
    await userEvent.keyboard("Beirat{Enter}");
    await vi.waitFor(() => expect(address()).toBe("/portal/office/videocalls/c9"));
    expect(title).toEqual({ title: "Beirat" });
  });

  it("says at the field what the server does not allow, and closes again", async () => {
    serve({ ...empty, "POST /api/video-calls": titleRefused });
    open();
    const input = await askForNewCall();
    await userEvent.keyboard("x{Enter}");
    await screen.findByText("Eine Zeile mit höchstens 120 Zeichen.");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: "Abbrechen" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
