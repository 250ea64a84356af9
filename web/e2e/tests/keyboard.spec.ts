import { expect, type Page } from "@playwright/test";
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
  await expect(page.getByRole("button", { name: "Videocall für alle beenden" })).toBeFocused();
  await page.keyboard.press("Enter");
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
