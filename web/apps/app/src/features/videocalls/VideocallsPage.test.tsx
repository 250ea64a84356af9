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
        query.get("state") === "unplanned"
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

  it("shows markup in titles and names as the text that it is", async () => {
    const markup = '<img src="x" onerror="alert(1)"><b id="fat">fett</b>&amp;';
    const me = { ...anna, user: { ...anna.user, displayName: markup } };
    serve({
      "GET /api/session": () => ({ body: me }),
      "GET /api/video-calls": ({ query }: Asked) =>
        page(query.get("state") === "unplanned" ? [videoCall(markup)] : []),
    });
    open();
    expect((await screen.findAllByText(markup, { exact: false })).length).toBeGreaterThan(0);
    expect((await screen.findByRole("table")).textContent).toContain(markup);
    expect(document.querySelector("#fat, img[onerror]")).toBeNull();
  });

  it("leaves the button for a new call where it is when there turns out to be none", async () => {
    serve(empty);
    open();
    const button = await screen.findByRole("button", { name: "Neuen Videocall starten" });
    expect(screen.queryByText("Noch kein Videocall")).toBeNull();
    await screen.findByText("Noch kein Videocall");
    expect(screen.getByRole("button", { name: "Neuen Videocall starten" })).toBe(button);
  });

  it("loads more when asked", async () => {
    serve({
      ...session,
      "GET /api/video-calls": ({ query }: Asked) => {
        if (query.get("state") === "unplanned") return page([]);
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

  it("shows a call that has ended meanwhile among the past ones at once", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let ended = false;
    const over = { status: "ended", durationSeconds: 60, participantCount: 2 } as const;
    serve({
      ...session,
      "GET /api/video-calls": ({ query }: Asked) => {
        if (query.get("state") === "unplanned") return page(ended ? [] : [videoCall("Angebot")]);
        return page(ended ? [videoCall("Angebot", over)] : [videoCall("Früher", over)]);
      },
    });
    open();
    await screen.findByText("Früher");
    ended = true;
    await act(() => vi.advanceTimersByTimeAsync(11_000));
    await vi.waitFor(() => expect(screen.queryByText("Früher")).toBeNull());
    expect(screen.getByText("Angebot")).toBeTruthy();
  });

  it("shows what is over only below what is open, so that nothing jumps", async () => {
    const waiting: ((given: ReturnType<typeof page>) => void)[] = [];
    serve({
      ...session,
      "GET /api/video-calls": ({ query }: Asked) =>
        query.get("state") === "unplanned"
          ? new Promise<ReturnType<typeof page>>((resolve) => void waiting.push(resolve))
          : page([videoCall("Früher", { status: "expired" })]),
    });
    open();
    await screen.findByText("Videocalls werden geladen");
    expect(screen.queryByText("Früher")).toBeNull();

    for (const answer of waiting) answer(page([videoCall("Angebot")]));
    await screen.findByText("Früher");
    expect(screen.getByText("Angebot")).toBeTruthy();
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
  it("has the title that was typed, and Enter starts it", async () => {
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
    expect(document.activeElement).toBe(input);
    await userEvent.keyboard("Beirat{Enter}");
    await vi.waitFor(() => expect(address()).toBe("/portal/office/videocalls/c9"));
    expect(title).toEqual({ title: "Beirat", locale: "de" });
  });

  it("has a lobby for whoever wants one", async () => {
    let call: unknown;
    serve({
      ...empty,
      "POST /api/video-calls": ({ body }) => {
        call = body;
        return {
          status: 201,
          body: { callId: "c9", roomName: "r", hostToken: "t", serverUrl: "s" },
        };
      },
    });
    const { address } = open();
    await askForNewCall();
    const box = screen.getByRole("checkbox", { name: "Gäste warten, bis ich sie hineinlasse" });
    expect(box).toHaveProperty("checked", false);

    await userEvent.click(box);
    await userEvent.click(screen.getByRole("button", { name: "Starten" }));

    await vi.waitFor(() => expect(address()).toBe("/portal/office/videocalls/c9"));
    expect(call).toEqual({ title: "", locale: "de", lobby: true });
  });

  it("leaves it to the server to name a call without a title", async () => {
    let call: unknown;
    serve({
      ...empty,
      "POST /api/video-calls": ({ body }) => {
        call = body;
        return new Promise(() => {});
      },
    });
    open();
    const input = await askForNewCall();
    expect(input.placeholder).toBe("Videocall mit Datum und Uhrzeit");
    await userEvent.keyboard("{Enter}");
    expect(call).toEqual({ title: "", locale: "de" });
  });

  it("is one call, also by a double click", async () => {
    let made = 0;
    serve({
      ...empty,
      "POST /api/video-calls": () => {
        made++;
        return new Promise(() => {});
      },
    });
    open();
    await askForNewCall();
    await userEvent
      .setup({ delay: null })
      .dblClick(screen.getByRole("button", { name: "Starten" }));
    await screen.findByRole("button", { name: "Wird gestartet …" });
    expect(made).toBe(1);
  });

  it("blames the title only for what the server says about it", async () => {
    serve({
      ...empty,
      "POST /api/video-calls": () => refusal(400, "invalid", { errors: [{ field: "locale" }] }),
    });
    open();
    const input = await askForNewCall();
    await userEvent.keyboard("x{Enter}");
    expect((await screen.findByRole("alert")).textContent).toBe("Bitte prüfen Sie Ihre Eingabe.");
    expect(input.getAttribute("aria-invalid")).toBeNull();
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
