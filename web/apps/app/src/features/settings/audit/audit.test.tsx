import type { AuditEntry } from "@hausruf/api";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../../testing/openPage.tsx";
import { anna, colleagues } from "../../../testing/samples.ts";
import { refusal, serve } from "../../../testing/serve.ts";

const path = "/portal/office/settings/audit";
const office = {
  "GET /api/session": () => ({ body: anna }),
  "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  "GET /api/users": () => ({ body: { items: colleagues } }),
};

const annaBerger = { kind: "user", id: "u1", name: "Anna Berger" } as const;
const ben = { kind: "user", id: "u2", name: "Ben Albrecht" } as const;
const entry = (event: AuditEntry["event"], more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: event,
  at: "2026-11-18T22:30:00Z",
  event,
  actor: annaBerger,
  object: annaBerger,
  detail: {},
  ...more,
});

const rows = async () => {
  const list = await screen.findByRole("list", { name: "Einträge" });
  return within(list)
    .getAllByRole("listitem")
    .map((row) => [...row.querySelectorAll("strong, span, time")].map((part) => part.textContent));
};

afterEach(() => vi.unstubAllGlobals());

describe("the audit log", () => {
  it("says who did what to whom, in words and local time", async () => {
    const items = [
      entry("role-changed", { object: ben, detail: { from: "member", to: "admin" } }),
      entry("signed-in", { detail: { proof: "recovery-code", network: "192.0.2.0/24" } }),
      entry("sign-in-failed", {
        actor: { kind: "unknown", id: null, name: null },
        object: ben,
        detail: { wrong: "code" },
      }),
      entry("renamed", { detail: { was: "Ben Albrecht" } }),
      entry("guest-claimed", {
        actor: { kind: "guest", id: "i1", name: null },
        object: { kind: "invite", id: "i1", name: null },
        detail: { call: "c1" },
      }),
      entry("branding-changed", {
        object: { kind: "office", id: "t1", name: "Lindenhof" },
        detail: { parts: "name, mark-dark" },
      }),
      entry("retention-changed", {
        object: { kind: "office", id: "t1", name: null },
        detail: { calls: "365", meetings: "forever" },
      }),
      entry("retention-applied", {
        actor: { kind: "system", id: null, name: null },
        object: { kind: "office", id: "t1", name: null },
        detail: { calls: "12", meetings: "0", deliveries: "3", lines: "0" },
      }),
      entry("person-erased", { object: { kind: "person", id: "u9", name: null } }),
    ];
    serve({ ...office, "GET /api/audit-log": () => ({ body: { items, nextCursor: null } }) });
    openPage(path);
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Protokoll");
    const at = "Mi., 18.11.2026, 23:30";
    expect(await rows()).toEqual([
      ["Rolle geändert", "Anna Berger", "Ben Albrecht, Mitglied, jetzt Administration", at],
      ["Angemeldet", "Anna Berger", "mit Passwort und Ersatzcode, aus 192.0.2.0/24", at],
      ["Anmeldung gescheitert", "Unbekannt", "Ben Albrecht, falscher Code", at],
      ["Eigenen Namen geändert", "Anna Berger", "hieß Ben Albrecht", at],
      ["Link eines Gastes benutzt", "Ein Gast", at],
      ["Marke geändert", "Anna Berger", "Lindenhof, Name, Zeichen auf dunklem Grund", at],
      ["Aufbewahrung geändert", "Anna Berger", "Anrufe: 365 Tage, Videocalls: für immer", at],
      ["Alte Daten gelöscht", "Der Server", "Anrufe: 12, Zustellungen an Webhooks: 3", at],
      ["Person gelöscht", "Anna Berger", at],
    ]);
    expect(screen.queryByRole("button", { name: "Ältere zeigen" })).toBeNull();
  });

  it("shows older ones, and those of one event alone, by keyboard", async () => {
    const asked: string[] = [];
    serve({
      ...office,
      "GET /api/audit-log": ({ query }) => {
        asked.push(`${query.get("event")} ${query.get("cursor")}`);
        const older = query.get("cursor") === "older";
        return {
          body: {
            items: [entry(older ? "key-created" : "key-revoked")],
            nextCursor: older || query.has("event") ? null : "older",
          },
        };
      },
    });
    openPage(path);
    const more = await screen.findByRole("button", { name: "Ältere zeigen" });
    more.focus();
    await userEvent.keyboard("{Enter}");
    await screen.findByText("Schlüssel angelegt", { selector: "strong" });
    expect(await rows()).toHaveLength(2);
    await userEvent.selectOptions(
      screen.getByRole("combobox", { name: "Ereignis" }),
      "key-revoked",
    );
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect(asked).toEqual(["null null", "null older", "key-revoked null"]);
  });

  it("says that there is nothing, and why nothing came", async () => {
    const handlers = serve({
      ...office,
      "GET /api/audit-log": () => ({ body: { items: [], nextCursor: null } }),
    });
    openPage(path);
    await screen.findByText("Keine Einträge.");
    handlers["GET /api/audit-log"] = () => refusal(403, "forbidden");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Ereignis" }), "activated");
    expect((await screen.findByRole("alert")).textContent).toContain(
      "Das darf nur die Administration.",
    );
  });

  it("is for admins", async () => {
    const member = { ...anna, user: { ...anna.user, role: "member" } };
    serve({ ...office, "GET /api/session": () => ({ body: member }) });
    openPage(path);
    await screen.findByText("Das verwaltet die Administration");
    expect(screen.queryByRole("combobox", { name: "Ereignis" })).toBeNull();
  });
});
