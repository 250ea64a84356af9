import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, colleagues, contact } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";
import { matches } from "./matches.ts";

type Asked = { query: URLSearchParams };
const marlene = contact("Marlene Voss", { company: "Lindenhof", email: "marlene@gast.example" });
const carla = contact("Carla vom Bau", { kind: "lead", linkedUserId: "ben", presence: "offline" });
const office = {
  "GET /api/session": () => ({ body: anna }),
  "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  "GET /api/users": () => ({ body: { items: colleagues } }),
  "GET /api/contacts": ({ query }: Asked) => ({
    body: { items: query.get("q") ? [] : [marlene, carla], nextCursor: null },
  }),
};

async function open() {
  const page = openPage("/portal/office/contacts");
  await screen.findByText("Marlene Voss");
  await screen.findByText("Ben Albrecht");
  await act(async () => page.line.findLine([]));
  return page;
}

const row = (name: string) => {
  const item = screen.getByText(name).closest("li");
  if (!item) throw new Error(`no row of ${name}`);
  return within(item);
};

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

describe("the contacts", () => {
  it("show the team without oneself, and who can be reached", async () => {
    serve(office);
    const { line } = await open();
    const list = screen.getByRole("region", { name: "Team" });
    expect(within(list).queryByText("Anna Berger")).toBeNull();
    expect(row("Ben Albrecht").getByText("Offline")).toBeTruthy();
    act(() => line.tell("presence", { items: [{ userId: "ben", presence: "available" }] }));
    expect(row("Ben Albrecht").getByText("Erreichbar")).toBeTruthy();
    expect(row("Carla vom Bau").getByText("Erreichbar")).toBeTruthy();
  });

  it("ring who has an account and invite who has none", async () => {
    serve(office);
    const { line } = await open();
    line.answers["initiate-call"] = () => ({ callId: "c1", roomName: "r", token: "jwt" });
    expect(row("Marlene Voss").getByRole("button", { name: /einladen$/ })).toBeTruthy();
    const video = row("Carla vom Bau").getByRole("button", { name: /mit Video anrufen/ });
    await userEvent.click(video);
    expect(line.sent).toEqual([
      {
        command: "initiate-call",
        payload: { toUserId: "ben", media: "video", contactId: "Carla vom Bau" },
      },
    ]);
    const dock = await screen.findByRole("region", { name: "Laufender Anruf mit Carla vom Bau" });
    expect(within(dock).getByRole("status").textContent).toBe("Es klingelt …");
    expect(video.getAttribute("aria-disabled")).toBe("true");
    await userEvent.click(within(dock).getByRole("button", { name: "Auflegen" }));
    expect(line.sent.at(-1)).toEqual({ command: "end-call", payload: { callId: "c1" } });
    expect(within(dock).getByRole("status").textContent).toBe("Anruf abgebrochen");
  });

  it("call nobody without a line, and say so", async () => {
    serve(office);
    const { line } = await open();
    act(() => line.loseLine());
    expect(screen.getByText(/Anrufe sind gerade nicht möglich/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Ben Albrecht anrufen" }));
    expect(line.sent).toEqual([]);
  });

  it("are searched, and the search can be taken back", async () => {
    serve(office);
    await open();
    await userEvent.type(screen.getByRole("searchbox"), "xyz");
    await screen.findByText("Niemand gefunden");
    await userEvent.click(screen.getByRole("button", { name: "Suche zurücksetzen" }));
    await screen.findByText("Marlene Voss");
    expect(screen.getByText("Ben Albrecht")).toBeTruthy();
  });

  it("lead with an invitation into the room", async () => {
    const sent: unknown[] = [];
    serve({
      ...office,
      "POST /api/video-calls": () => ({ status: 201, body: { callId: "v1" } }),
      "POST /api/video-calls/v1/invites": ({ body }) => {
        sent.push(body);
        return { status: 201, body: {} };
      },
    });
    const { address } = await open();
    await userEvent.click(screen.getByRole("button", { name: /^Marlene Voss .*einladen$/ }));
    await vi.waitFor(() => expect(address()).toBe("/portal/office/videocalls/v1"));
    expect(sent).toEqual([
      { inviteeEmail: "marlene@gast.example", inviteeName: "Marlene Voss", locale: "de" },
    ]);
  });

  it("that cannot be loaded are asked for again", async () => {
    const server = serve({ ...office, "GET /api/contacts": () => refusal(500, "boom") });
    openPage("/portal/office/contacts");
    const alert = await screen.findByRole("alert");
    server["GET /api/contacts"] = office["GET /api/contacts"];
    await userEvent.click(within(alert).getByRole("button", { name: "Erneut versuchen" }));
    expect(await screen.findByText("Marlene Voss")).toBeTruthy();
  });
});

describe("the search in the team", () => {
  it.each([
    ["", true],
    ["ben", true],
    ["al be", true],
    ["sot", true],
    ["brecht", false],
    ["Älb", true],
    ["ben x", false],
  ])("for %j finds Ben Albrecht: %s", (search, found) => {
    expect(matches(search, ["Ben Albrecht", "ben@sot.example"])).toBe(found);
  });
});

describe("the book", () => {
  const saved = { body: { contact: marlene } };

  it("takes somebody new in", async () => {
    const asked: unknown[] = [];
    serve({
      ...office,
      "POST /api/contacts": ({ body }) => {
        asked.push(body);
        return { status: 201, ...saved };
      },
    });
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Kontakt anlegen" }));
    const dialog = within(screen.getByRole("dialog", { name: "Kontakt anlegen" }));
    await userEvent.selectOptions(dialog.getByLabelText("Art"), "Lead");
    await userEvent.type(dialog.getByLabelText("Name"), "Marlene Voss");
    await userEvent.type(dialog.getByLabelText("Telefon"), "030 1");
    await userEvent.selectOptions(dialog.getByLabelText("Person im Team"), "Ben Albrecht");
    await userEvent.click(dialog.getByRole("button", { name: "Speichern" }));
    expect(await screen.findByText("Marlene Voss wurde angelegt.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(asked).toEqual([
      {
        kind: "lead",
        name: "Marlene Voss",
        company: "",
        phone: "030 1",
        email: "",
        linkedUserId: "ben",
      },
    ]);
  });

  it("says at its field what is wrong", async () => {
    const errors = [{ field: "email", message: "is no mail address", allowed: "one" }];
    serve({
      ...office,
      "PATCH /api/contacts/Marlene%20Voss": () => refusal(400, "invalid", { errors }),
    });
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Marlene Voss bearbeiten" }));
    const dialog = within(screen.getByRole("dialog", { name: "Kontakt bearbeiten" }));
    expect(dialog.getByLabelText("Firma")).toHaveProperty("value", "Lindenhof");
    await userEvent.click(dialog.getByRole("button", { name: "Speichern" }));
    expect(await dialog.findByText("Das ist keine E-Mail-Adresse.")).toBeTruthy();
    expect(dialog.getByLabelText("E-Mail-Adresse").getAttribute("aria-invalid")).toBe("true");
  });

  it("lets go of somebody only when asked twice", async () => {
    let deleted = 0;
    serve({
      ...office,
      "DELETE /api/contacts/Marlene%20Voss": () => {
        deleted++;
        return { status: 204 };
      },
    });
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Marlene Voss bearbeiten" }));
    const dialog = within(screen.getByRole("dialog", { name: "Kontakt bearbeiten" }));
    await userEvent.click(dialog.getByRole("button", { name: "Löschen" }));
    expect(deleted).toBe(0);
    await userEvent.click(dialog.getByRole("button", { name: "Wirklich löschen?" }));
    expect(await screen.findByText("Marlene Voss wurde gelöscht.")).toBeTruthy();
    expect(deleted).toBe(1);
  });
});
