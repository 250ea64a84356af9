import type { LineQuality, Participant } from "@hausruf/api";
import { expect, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** What is seen at the end of things, and seldom, in every look; see `looksGood`. */
test.setTimeout(600_000); // many pictures, and axe at each of them

const good: LineQuality = {
  path: "udp",
  lossSent: 0,
  lossReceived: 0.002,
  jitterMillis: 4,
  roundTripMillis: 23,
  reconnects: 0,
  sentKbps: 1873.4,
  receivedKbps: 2011.9,
};
const lines: LineQuality[] = [
  good,
  { ...good, path: "turn", lossSent: 0.041, roundTripMillis: 412, reconnects: 1 },
  { ...good, path: "turn", lossReceived: 0.183, roundTripMillis: 1240, reconnects: 12 },
];
const names = [
  "Anna Berger",
  "Marlene Voss",
  "Maximiliane-Alexandra von Hohenstein-Grundstücksverwaltung",
];

/** Such lines as no test's own machine has. */
function stays(): Participant[] {
  return names.map((displayName, at) => ({
    id: `019a9f2e-7c00-7000-8000-00000000003${at}`,
    displayName,
    role: at === 0 ? "host" : "guest",
    joinedAt: "2026-11-23T09:01:00Z",
    leftAt: "2026-11-23T10:14:00Z",
    line: lines[at] ?? null,
  }));
}

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });

  test(`after a call, and one's own data (${language})`, async ({ person, server }) => {
    const anna = await person(language);
    await signIn(anna, server);
    await anna.route("**/api/video-calls/*/participants", (route) =>
      route.fulfill({ json: { items: stays() } }),
    );
    const callId = await (await Office.signIn(server)).startCall(t("Angebot", "Quotation"));
    await anna.goto(`/portal/office/videocalls/${callId}`);
    await expect(anna.getByText(t("Sie sind allein im Raum.", "You are alone"))).toBeVisible();
    await button(anna, "Videocall für alle beenden", "End video call for everyone").click();
    await button(anna, "Für alle beenden", "End for everyone").click();
    await expect(anna.getByText(names[2] ?? "")).toBeVisible();
    await looks(anna, "over-ended-host");

    await anna.goto("/portal/office/settings/account");
    const download = anna.waitForEvent("download");
    const get = button(anna, "Meine Daten herunterladen", "Download my data");
    await get.click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(t("meine-daten.json", "my-data.json"));
    expect(JSON.parse(await readFile(await file.path(), "utf8"))).toMatchObject({
      account: { email: "anna@sot.example" },
    });
    await get.scrollIntoViewIfNeeded();
    await looks(anna, "settings-own-data");
  });

  test(`whom an office believes (${language})`, async ({ person, server }) => {
    const anna = await person(language);
    await signIn(anna, server);
    const issuer = `https://id.${language}.sot.example/auth/v1`;
    await anna.goto("/portal/office/settings/identity");
    await button(anna, "Aussteller hinzufügen", "Add an issuer").click();
    const dialog = anna.getByRole("dialog");
    await looks(anna, "issuer-add");
    await dialog
      .getByLabel(t("Signatur prüfen mit", "Check signatures with"))
      .selectOption("shared");
    await dialog.getByLabel(t("Aussteller (iss)", "Issuer (iss)")).fill(issuer);
    await dialog.getByLabel(t("Zielgruppe (aud)", "Audience (aud)")).fill("authenticated");
    await dialog.getByLabel(t("Geheimnis", "Secret")).fill("too short");
    await anna.keyboard.press("Enter");
    await expect(dialog.getByText(t("32 bis 512 Zeichen", "32 to 512")).last()).toBeVisible();
    await looks(anna, "issuer-refused");
    await dialog
      .getByLabel(t("Geheimnis", "Secret"))
      .fill("of the end-to-end tests alone, 32 and more");
    await anna.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await button(anna, `${issuer} ändern`, `Change ${issuer}`).click();
    await expect(dialog.getByLabel(t("Zielgruppe (aud)", "Audience (aud)"))).toBeFocused();
    await looks(anna, "issuer-change");
    await anna.keyboard.press("Escape");
    await button(anna, `${issuer} entfernen`, `Remove ${issuer}`).click();
    await looks(anna, "issuer-remove");
    await button(anna, "Entfernen", "Remove").last().click();
    await expect(anna.getByText(issuer)).toHaveCount(0);
    await expect(anna.getByRole("heading", { level: 1 })).toBeFocused(); // what opened the question is gone
  });
}

test("the interface, as a page", async ({ person }) => {
  const reader = await person("en");
  await reader.goto("/api/docs");
  await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(reader.getByText("/api/video-calls", { exact: false }).first()).toBeVisible();
  await looksGood(reader, "api-docs", "en"); // both themes; there is no German one
});
