import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, colleagues } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";

const office = {
  "GET /api/session": () => ({ body: anna }),
  "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  "GET /api/users": () => ({ body: { items: colleagues } }),
};

const ben = { ...anna, user: { ...anna.user, role: "member" } };
const text = (de: string, en = de) => ({ de, en });
const branding = {
  name: "System of a Town",
  accentColor: "#0c5c6b",
  timeZone: "Etc/UTC",
  language: "de",
  welcome: text("Willkommen", "Welcome"),
  sentence: text(""),
  tiles: [
    { icon: "lock", text: text("Zu") },
    { icon: "leaf", text: text("Grün", "Green") },
  ],
  logos: { light: null, dark: null, markLight: null, markDark: null },
};

const tile = (number: number) => within(screen.getByRole("group", { name: `Kachel ${number}` }));

afterEach(() => vi.unstubAllGlobals());

describe("the settings", () => {
  it("open with one's own account", async () => {
    serve(office);
    const page = openPage("/portal/office/settings");
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Ihr Konto");
    expect(page.address()).toBe("/portal/office/settings/account");
    const sections = screen.getByRole("navigation", { name: "Bereiche der Einstellungen" });
    const open = within(sections).getByRole("link", { name: "Ihr Konto" });
    expect(open.getAttribute("aria-current")).toBe("page");
  });

  it("show a member no more than that, and say why", async () => {
    serve({ ...office, "GET /api/session": () => ({ body: ben }) });
    openPage("/portal/office/settings/integrations");
    await screen.findByText("Das verwaltet die Administration");
    const sections = screen.getByRole("navigation", { name: "Bereiche der Einstellungen" });
    expect(within(sections).getAllByRole("link")).toHaveLength(1);
  });
});

describe("the branding", () => {
  it("leaves out tiles without text, and marks the field that the server means", async () => {
    const sent: unknown[] = [];
    serve({
      ...office,
      "GET /api/branding": () => ({ body: branding }),
      "PUT /api/branding": ({ body }) => {
        sent.push(body);
        const errors = [{ field: "tiles[0].text.en", message: "is empty", allowed: "" }];
        return refusal(400, "invalid", { errors });
      },
    });
    openPage("/portal/office/settings/branding");
    await screen.findByRole("heading", { name: "Drei Kacheln" });
    await userEvent.clear(tile(1).getByRole("textbox", { name: "Text (Deutsch)" }));
    await userEvent.clear(tile(1).getByRole("textbox", { name: "Text (Englisch)" }));
    await userEvent.clear(tile(2).getByRole("textbox", { name: "Text (Englisch)" }));
    await userEvent.click(screen.getByRole("button", { name: "Speichern" }));
    await screen.findByText("Bitte prüfen Sie Ihre Eingabe.");
    const { logos: _, ...words } = branding;
    expect(sent).toEqual([{ ...words, tiles: [{ icon: "leaf", text: text("Grün", "") }] }]);
    const wrong = tile(2).getByRole("textbox", { name: "Text (Englisch)" });
    expect(wrong.getAttribute("aria-invalid")).toBe("true");
    expect(tile(1).getByRole("textbox", { name: "Text (Englisch)" }).ariaInvalid).not.toBe("true");
  });

  it("names the language of the office, and takes the other one", async () => {
    const sent: { language?: string }[] = [];
    serve({
      ...office,
      "GET /api/branding": () => ({ body: branding }),
      "PUT /api/branding": ({ body }) => {
        sent.push(body as { language?: string });
        return { body: { ...branding, ...(body as object) } };
      },
    });
    openPage("/portal/office/settings/branding");
    const language = await screen.findByRole("combobox", { name: "Sprache des Büros" });
    expect(language).toHaveProperty("value", "de");
    await userEvent.selectOptions(language, "English");
    await userEvent.click(screen.getByRole("button", { name: "Speichern" }));
    await screen.findByText("Gespeichert");
    expect(sent.map((words) => words.language)).toEqual(["en"]);
    expect(language).toHaveProperty("value", "en");
  });

  it("names the zone of the office, and takes another one", async () => {
    const sent: { timeZone?: string }[] = [];
    serve({
      ...office,
      "GET /api/branding": () => ({ body: branding }),
      "PUT /api/branding": ({ body }) => {
        sent.push(body as { timeZone?: string });
        return sent.length === 1
          ? refusal(400, "invalid", {
              errors: [{ field: "timeZone", message: "not a time zone", allowed: "" }],
            })
          : { body: { ...branding, ...(body as object) } };
      },
    });
    openPage("/portal/office/settings/branding");
    const zone = await screen.findByRole("combobox", { name: "Zeitzone des Büros" });
    expect(zone).toHaveProperty("value", "Etc/UTC");
    await userEvent.selectOptions(zone, "Europe/Berlin");
    await userEvent.click(screen.getByRole("button", { name: "Speichern" }));
    await screen.findByText("Diese Zeitzone kennt der Server nicht. Bitte wählen Sie eine andere.");
    expect(zone.getAttribute("aria-invalid")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: "Speichern" }));
    await screen.findByText("Gespeichert");
    expect(sent.map(({ timeZone }) => timeZone)).toEqual(["Europe/Berlin", "Europe/Berlin"]);
    expect(zone).toHaveProperty("value", "Europe/Berlin");
  });
});
