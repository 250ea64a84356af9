import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/ownServer.ts";
import { signIn } from "../support/people.ts";
import type { Server } from "../support/server.ts";

test.setTimeout(600_000); // many pictures, and axe at each of them

const page = "/portal/office/settings/audit";
const BEN = "ben@sot.example";

/** What somebody may be asked about later: each of them once. */
async function happens(server: Server) {
  const anna = await Office.signIn(server);
  const refused = await fetch(`${server.origin}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: BEN, password: "not the password" }),
  });
  expect(refused.status).toBe(401);
  const ben = await (await Office.signIn(server, BEN)).ownId();
  await anna.askIn("nora@sot.example");
  const { link } = await anna.invite(await anna.startCall("Angebot"), "gil@gast.example", "Gil");
  await anna.claim(link, "Gil Gast");
  await anna.ask("PUT", `/api/people/${ben}/role`, { role: "admin" });
  await anna.ask("PUT", `/api/people/${ben}/role`, { role: "member" });
  const { logos: _, ...words } = await anna.ask("GET", "/api/branding");
  const welcome = { de: "Schön, dass Sie da sind", en: "Good to have you here" };
  await anna.ask("PUT", "/api/branding", { ...words, welcome });
  await anna.ask("GET", "/api/account/export");
  const { contact } = await anna.writeDown("Marlene Voss");
  await anna.ask("DELETE", `/api/contacts/${contact.id}`);
}

/** The newest line of an event, and all that it tells. */
const told = {
  de: [
    ["Angemeldet", "Anna Berger", "mit Passwort", "aus 127.0.0"],
    ["Anmeldung gescheitert", "Ben Albrecht", "falsches Passwort"],
    ["Person eingeladen", "Anna Berger", "nora@sot.example", "Mitglied"],
    ["Gast eingeladen", "Anna Berger"],
    ["Link eines Gastes benutzt", "Ein Gast"],
    ["Rolle geändert", "Anna Berger", "Ben Albrecht", "Administration, jetzt Mitglied"],
    ["Marke geändert", "Anna Berger", "Begrüßung"],
    ["Eigene Daten heruntergeladen", "Anna Berger"],
    ["Kontakt gelöscht", "Anna Berger"],
  ],
  en: [
    ["Signed in", "Anna Berger", "with a password", "from 127.0.0"],
    ["Sign-in failed", "Ben Albrecht", "wrong password"],
    ["Person invited", "Anna Berger", "nora@sot.example", "Member"],
    ["Guest invited", "Anna Berger"],
    ["Link of a guest used", "A guest"],
    ["Role changed", "Anna Berger", "Ben Albrecht", "Admin, now Member"],
    ["Branding changed", "Anna Berger", "welcome"],
    ["Own data downloaded", "Anna Berger"],
    ["Contact deleted", "Anna Berger"],
  ],
} as const;

const rows = (reader: Page) =>
  reader.getByRole("list", { name: /^(Einträge|Entries)$/ }).getByRole("listitem");

test.beforeAll(({ server }) => happens(server));

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);

  test(`an admin reads who did what, and looks for one event (${language})`, async ({
    person,
    server,
  }) => {
    const anna = await person(language);
    await signIn(anna, server);
    await anna.goto(page);
    for (const [event, ...facts] of told[language]) {
      const row = rows(anna).filter({ has: anna.getByText(event, { exact: true }) });
      for (const fact of facts) await expect(row.first()).toContainText(fact);
      await expect(row.first().locator("time")).toHaveAttribute("datetime", /^20\d\d-.*Z$/);
    }
    const claimed = rows(anna).filter({ hasText: t("Link eines Gastes", "Link of a guest") });
    await expect(claimed).not.toContainText(/Gil|gast\.example/);
    await expect(anna.getByRole("main")).not.toContainText("Marlene Voss"); // who is deleted has no name
    await looksGood(anna, "audit", language);

    const filter = anna.getByRole("combobox", { name: t("Ereignis", "Event") });
    await filter.focus();
    await filter.selectOption({ label: t("Rolle geändert", "Role changed") });
    await expect(rows(anna)).toHaveText([
      new RegExp(t("Administration, jetzt Mitglied", "Admin, now Member")),
      new RegExp(t("Mitglied, jetzt Administration", "Member, now Admin")),
    ]);
    await expect(filter).toBeFocused();
    await looksGood(anna, "audit-filtered", language);
    await filter.selectOption({ label: t("Webhook gelöscht", "Webhook deleted") });
    await expect(anna.getByText(t("Keine Einträge.", "No entries."))).toBeVisible();
    await filter.selectOption({ label: t("Alle Ereignisse", "All events") });
    await expect(rows(anna).filter({ hasText: told[language][8][0] })).toBeVisible();
  });
}

test("who is no admin, or of another office, reads nothing of it", async ({ person, server }) => {
  const ben = await person("de");
  await signIn(ben, server, BEN);
  await ben.goto(page);
  await expect(ben.getByText("Das verwaltet die Administration")).toBeVisible();
  await expect(ben.getByRole("combobox", { name: "Ereignis" })).toHaveCount(0);
  const sections = ben.getByRole("navigation", { name: "Bereiche der Einstellungen" });
  await expect(sections.getByRole("link")).toHaveText(["Ihr Konto"]);
  expect((await ben.request.get("/api/audit-log?limit=5")).status()).toBe(403);

  const stranger = await person("de");
  await stranger.goto(page);
  await expect(stranger.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
  expect((await stranger.request.get("/api/audit-log?limit=5")).status()).toBe(401);

  const carla = await person("de");
  await signIn(carla, server, "carla@synapse.example");
  await carla.goto(page);
  await expect(rows(carla).filter({ hasText: "Carla Moretti" }).first()).toBeVisible();
  await expect(carla.getByRole("main")).not.toContainText(/Anna|Ben|nora@sot/);
});
