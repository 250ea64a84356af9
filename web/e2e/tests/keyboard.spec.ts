import { expect, type Locator, type Page } from "@playwright/test";
import { announced, listenToAnnouncements } from "../support/announced.ts";
import { ANNA, atContacts, BEN, colleague, dock, ringing } from "../support/calls.ts";
import { expectHears, expectSees, expectSilent } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/test.ts";

/** Each page from its first tab stop to its last, by keyboard alone. */
/** What Tab reaches, by name, from where the focus is until it leaves the page or comes round. */
async function tabStops(page: Page): Promise<string[]> {
  const stops: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at || at === document.body) return null;
      const label = at.id && document.querySelector(`label[for="${CSS.escape(at.id)}"]`);
      return at.getAttribute("aria-label") ?? (label || at).textContent?.trim() ?? "";
    });
    if (name === null || stops.includes(name)) return stops;
    expect(name, `after ${stops.at(-1)}`).not.toBe("");
    stops.push(name);
  }
}

const focused = (page: Page) => page.locator(":focus");

/** Each comes on when its own track has gone out. */
async function expectDevicesOn(page: Page) {
  for (const device of ["Mikrofon", "Kamera"])
    await expect(page.getByRole("button", { name: `${device} ausschalten` })).toBeVisible();
}

test("a host without calls, from signing in to hanging up", async ({ visitors, server }) => {
  const page = await visitors.page();
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Anmelden" })).toBeVisible();
  expect(await tabStops(page)).toEqual([
    "Sprache: Deutsch. Switch to English",
    "E-Mail-Adresse",
    "Passwort",
    "Passwort anzeigen",
    "Anmelden",
    "Passwort vergessen?",
  ]);
  await page.getByLabel("E-Mail-Adresse").focus();
  await page.keyboard.type("ben@sot.example");
  await page.keyboard.press("Tab");
  await page.keyboard.type(server.password);
  await page.keyboard.press("Enter");
  const start = page.getByRole("button", { name: "Neuen Videocall starten" });
  await expect(start).toBeVisible();
  await page.reload();
  await expect(start).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toBeVisible(); // no calls
  expect(await tabStops(page)).toEqual([
    "Zum Inhalt springen",
    "Videocalls",
    "Anrufe",
    "Kontakte",
    "Konto: Ben Albrecht",
    "Videocall planen",
    "Neuen Videocall starten",
  ]);

  const account = page.getByRole("button", { name: "Konto: Ben Albrecht" });
  await account.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "Wie im System" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(account).toBeFocused();

  await start.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Titel")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(start).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Titel")).toBeFocused();
  await page.keyboard.type("Mit der Tastatur");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Mit der Tastatur" })).toBeFocused();
  await expect(page.getByText("Aktiv", { exact: true })).toBeVisible();
  await expectDevicesOn(page);
  const bar = [
    "Mikrofon ausschalten",
    "Kamera ausschalten",
    "Teilen: Bildschirm zeigen",
    "Videocall für alle beenden",
    "Gast einladen",
    "Mikrofon, Kamera und Lautsprecher wählen",
  ];
  expect(await tabStops(page)).toEqual([...bar, "Ben Albrecht (Sie) groß zeigen"]);

  await page.getByRole("button", { name: "Gast einladen" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("E-Mail-Adresse")).toBeFocused();
  const fields = ["Name (freiwillig)", "Abbrechen", "Einladung senden"];
  expect(await tabStops(page)).toEqual(fields);
  expect(await tabStops(page)).toEqual([...bar, "Schließen", "E-Mail-Adresse", ...fields]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Gast einladen" })).toBeFocused();

  await page.getByRole("button", { name: "Videocall für alle beenden" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Im Raum bleiben" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Im Raum bleiben" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Videocall für alle beenden" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Im Raum bleiben" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(focused(page)).toHaveText("Für alle beenden");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Der Videocall ist beendet" })).toBeFocused();
});

test("a guest from the link to leaving", async ({ visitors, server }) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Mit der Tastatur");
  const { link } = await office.invite(callId, "marlene@gast.example", "Marlene Voss");
  const page = await visitors.page();
  await page.goto(link);
  await expectDevicesOn(page);
  expect(await tabStops(page)).toEqual([
    "Sprache: Deutsch. Switch to English",
    "Mikrofon ausschalten",
    "Kamera ausschalten",
    "Mikrofon",
    "Kamera",
    "Lautsprecher",
    "Lautsprecher testen",
    "Ihr Name im Videocall",
    "Beitreten",
  ]);
  await page.getByLabel("Ihr Name im Videocall").focus();
  await page.keyboard.press("Enter");
  const leave = page.getByRole("button", { name: "Videocall verlassen" });
  await expect(leave).toBeVisible();
  await leave.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /verlassen/ })).toBeFocused();
});

const named = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** No page here has as many stops. */
const farthest = 100;

async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < farthest; stop++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target}`);
}

test("a ringing call from the contacts to the missed one that is called back, and what is read out of it", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  const ben = await visitors.page();
  for (const page of [anna, ben]) await listenToAnnouncements(page);
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  const annas = dock(anna, "Ben Albrecht");
  const bens = dock(ben, "Anna Berger");
  const call = named(anna, "Ben Albrecht anrufen").first();
  const bensPlace = ben.getByRole("link", { name: "Kontakte" }); // by which he came

  await expect(colleague(anna, "Ben Albrecht")).toContainText("Erreichbar");
  await tabTo(anna, call);
  await anna.keyboard.press("Enter");
  await expect(annas).toBeFocused();
  await anna.keyboard.press("Tab");
  await expect(named(anna, "Auflegen")).toBeFocused();

  await expect(ringing(ben, "Anna Berger")).toBeVisible();
  await expect(focused(ben)).toHaveText("Anna Berger");
  expect(await tabStops(ben)).toEqual(["Ablehnen", "Annehmen"]);
  await tabTo(ben, named(ben, "Annehmen"));
  await ben.keyboard.press("Enter");
  await expect(bens).toBeFocused();
  await expectHears(ben);
  await expectHears(anna);
  await expect(named(anna, "Auflegen")).toBeFocused();

  await ben.keyboard.press("Tab");
  await expect(named(ben, "Mikrofon ausschalten")).toBeFocused();
  await ben.keyboard.press("Space");
  await expect(named(ben, "Mikrofon einschalten")).toBeFocused();
  await expect(annas).toContainText("Stumm");
  await expectSilent(anna, "audioPackets");
  await ben.keyboard.press("Space");
  await expectHears(anna);
  await ben.keyboard.press("Tab");
  await ben.keyboard.press("Enter");
  await expect(named(ben, "Kamera ausschalten")).toBeFocused();
  await expectSees(anna);
  await ben.keyboard.press("Enter");
  await expect(named(ben, "Kamera einschalten")).toBeFocused();
  await ben.keyboard.press("Tab");
  await ben.keyboard.press("Enter");
  await expect(ben.getByRole("dialog")).toBeVisible();
  await ben.keyboard.press("Escape");
  await expect(named(ben, "Mikrofon, Kamera und Lautsprecher wählen")).toBeFocused();
  await ben.keyboard.press("Tab");
  await ben.keyboard.press("Enter");
  // It closes by itself, and everybody is where they were.
  await expect(bens).toBeHidden();
  await expect(bensPlace).toBeFocused();
  await expect(annas).toBeHidden();
  await expect(call).toBeFocused();

  await expect(colleague(anna, "Ben Albrecht")).toContainText("Erreichbar");
  await anna.keyboard.press("Enter");
  await expect(annas).toBeFocused();
  await expect(ringing(ben, "Anna Berger")).toBeVisible();
  await anna.keyboard.press("Tab");
  await expect(named(anna, "Auflegen")).toBeFocused();
  await anna.keyboard.press("Enter");
  await expect(ringing(ben, "Anna Berger")).toBeHidden();
  await expect(bensPlace).toBeFocused();
  await expect(annas).toBeHidden(); // by itself

  await tabTo(ben, ben.getByRole("link", { name: /^Anrufe/ }));
  await ben.keyboard.press("Enter");
  await expect(ben.getByRole("heading", { level: 1, name: "Anrufe" })).toBeVisible();
  const back = named(ben, "Anna Berger zurückrufen").first();
  await tabTo(ben, back);
  await ben.keyboard.press("Enter");
  await expect(bens).toBeFocused();
  await expect(ringing(anna, "Ben Albrecht")).toBeVisible();
  await tabTo(anna, named(anna, "Ablehnen"));
  await anna.keyboard.press("Enter");
  await expect(call).toBeFocused();
  await expect(bens.getByRole("status")).toHaveText("Anruf abgelehnt");
  await expect(bens).toBeFocused();
  await ben.keyboard.press("Tab");
  await expect(named(ben, "Noch einmal anrufen")).toBeFocused();
  await ben.keyboard.press("Tab");
  await ben.keyboard.press("Enter");
  await expect(bens).toBeHidden();
  const pressed = named(ben, "Anna Berger zurückrufen").nth(1); // beneath the call that it made
  await expect(pressed).toBeFocused();

  const ended = expect.stringMatching(/^Anruf beendet, \d+ (s|min)$/);
  const missed = expect.stringMatching(/^Verpasster Anruf von Anna Berger/);
  expect(await announced(anna)).toEqual(
    expect.arrayContaining(["Es klingelt …", "Verbunden", "Stumm", ended, "Anruf abgebrochen"]),
  );
  expect(await announced(ben)).toEqual(
    expect.arrayContaining(["Verbunden", ended, missed, "Es klingelt …", "Anruf abgelehnt"]),
  );
});
