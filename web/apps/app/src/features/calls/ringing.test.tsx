import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { refuse } from "@hausruf/call-core/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna } from "../../testing/samples.ts";
import { serve } from "../../testing/serve.ts";

const rings = {
  callId: "c1",
  roomName: "r1",
  fromUserId: "ben",
  fromName: "Ben Albrecht",
  media: "video",
};
const accepted = { callId: "c1", roomName: "r1", token: "jwt", serverUrl: "ws://media" };
let page: ReturnType<typeof openPage>;

beforeEach(async () => {
  serve({
    "GET /api/session": () => ({ body: anna }),
    "GET /api/video-calls": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  });
  page = openPage("/portal/office/videocalls");
  await screen.findByText("Noch kein Videocall");
  await act(async () => page.line.findLine([]));
  await act(async () => page.line.tell("incoming-call", rings));
});

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

const dialog = () => screen.findByRole("alertdialog", { name: "Ben Albrecht" });
const button = (name: string) => screen.getByRole("button", { name });

describe("somebody who calls", () => {
  it("is named in dialog and title, with the focus where typing does no harm", async () => {
    expect((await dialog()).textContent).toContain("Eingehender Videoanruf");
    expect(document.title).toBe("Anruf von Ben Albrecht");
    expect(document.activeElement?.textContent).toBe("Ben Albrecht");
    await userEvent.keyboard("{Enter} {Escape}");
    expect(page.line.sent).toEqual([]);
    await act(async () => page.line.tell("call-ended", { callId: "c1", reason: "cancelled" }));
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(document.title).toBe("Videocalls – System of a Town");
    expect(screen.getByText("Verpasster Anruf von Ben Albrecht")).toBeTruthy();
  });

  it("is answered, muted and hung up on", async () => {
    await dialog();
    page.line.answers["accept-call"] = () => accepted;
    await userEvent.click(button("Annehmen"));
    const dock = await screen.findByRole("region", { name: "Laufender Anruf mit Ben Albrecht" });
    expect(within(dock).getByRole("timer").textContent).toBe("00:00");
    await userEvent.click(button("Mikrofon ausschalten"));
    expect(page.line.media).toEqual(["open video", "enter jwt", "talk", "switch microphone"]);
    act(() => page.line.mediaIs({ connection: "connected", muted: true }));
    expect(button("Mikrofon einschalten")).toBeTruthy();
    await userEvent.click(screen.getByRole("link", { name: "Kontakte" }));
    await screen.findByRole("heading", { name: "Kontakte" });
    expect(dock.isConnected).toBe(true);
    await userEvent.click(button("Auflegen"));
    await act(async () =>
      page.line.tell("call-ended", { callId: "c1", reason: "completed", durationSeconds: 204 }),
    );
    expect(within(dock).getByRole("status").textContent).toBe("Anruf beendet, 3 min");
    await userEvent.click(within(dock).getByRole("button", { name: "Schließen" }));
    expect(dock.isConnected).toBe(false);
  });

  it("is declined", async () => {
    await dialog();
    await userEvent.click(button("Ablehnen"));
    expect(page.line.sent).toEqual([{ command: "decline-call", payload: { callId: "c1" } }]);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("was answered on another device", async () => {
    await dialog();
    page.line.answers["accept-call"] = refuse("answered-elsewhere");
    await userEvent.click(button("Annehmen"));
    await screen.findByText("Anderswo angenommen");
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("waits at the side while one talks to somebody else", async () => {
    await dialog();
    page.line.answers["accept-call"] = () => accepted;
    await userEvent.click(button("Annehmen"));
    const second = { ...rings, callId: "c2", fromName: "Clara Sommer", waiting: true };
    await act(async () => page.line.tell("incoming-call", second));
    expect(screen.queryByRole("alertdialog")).toBeNull();
    const card = screen.getByRole("region", { name: "Anruf von Clara Sommer" });
    await userEvent.click(within(card).getByRole("button", { name: "Auflegen und annehmen" }));
    expect(page.line.sent.slice(1).map(({ command }) => command)).toEqual([
      "end-call",
      "accept-call",
    ]);
    await screen.findByRole("region", { name: "Laufender Anruf mit Clara Sommer" });
  });
});

it("says what is in the way of being heard", async () => {
  await dialog();
  page.line.answers["accept-call"] = () => accepted;
  await userEvent.click(button("Annehmen"));
  const problems = { microphone: "denied" } as const;
  act(() => page.line.mediaIs({ connection: "connected", soundBlocked: true, problems }));
  expect(screen.getByText(/Ihr Mikrofon ist gesperrt/)).toBeTruthy();
  await userEvent.click(button("Ton einschalten"));
  expect(page.line.media.at(-1)).toBe("sound");
});
