import { expect, type Page } from "@playwright/test";
import { letter } from "../support/letters.ts";
import { locales, looksGood } from "../support/looks.ts";
import { mailOffice } from "../support/mailOffice.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** Who may manage an office, and in which zone somebody sees its calls: changed in a browser, seen in another. */
const office = mailOffice();

const settings = "/portal/office/settings";
const forAdmins = "Das verwaltet die Administration";
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const sections = (page: Page) =>
  page.getByRole("navigation", { name: "Bereiche der Einstellungen" }).getByRole("link");

async function makes(anna: Page, role: "admin" | "member") {
  const select = anna.getByRole("combobox", { name: "Rolle von Ben Albrecht" });
  const answered = anna.waitForResponse((answer) => answer.url().endsWith("/role"));
  await select.selectOption(role);
  expect((await answered).status()).toBe(200);
  await expect(select).toHaveValue(role);
}

test("a member is made an admin, manages the office, and is a member again", async () => {
  const anna = await office.visitors.page();
  await signIn(anna, office.server);
  const ben = await office.visitors.page();
  await signIn(ben, office.server, "ben@sot.example");
  await ben.goto(`${settings}/people`);
  await expect(ben.getByText(forAdmins)).toBeVisible();

  await anna.goto(`${settings}/people`);
  await makes(anna, "admin");
  await ben.reload();
  await expect(sections(ben)).not.toHaveCount(1);
  await button(ben, "Person einladen").click();
  await ben.getByRole("dialog").getByLabel("E-Mail-Adresse").fill("nora@sot.example");
  await ben.keyboard.press("Enter");
  await expect(ben.getByRole("listitem").filter({ hasText: "nora@sot.example" })).toBeVisible();
  await looksGood(ben, "people-by-a-new-admin", "de");
  await letter(office.mails, "nora@sot.example", "Ben Albrecht lädt Sie zu System of a Town ein");
  for (const section of ["branding", "audit"]) {
    await ben.goto(`${settings}/${section}`);
    await expect(ben.getByText(forAdmins)).toHaveCount(0);
  }
  await expect(ben.getByText("Rolle geändert", { exact: true }).last()).toBeVisible();

  await makes(anna, "member");
  await ben.reload();
  await expect(ben.getByText(forAdmins)).toBeVisible();
  await expect(sections(ben)).toHaveText(["Ihr Konto"]);
  await ben.goto(`${settings}/people`);
  await expect(ben.getByText(forAdmins)).toBeVisible();
  await expect(button(ben, "Person einladen")).toHaveCount(0);
  expect((await ben.request.get("/api/people")).status()).toBe(403);
});

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const email = t("deniz@synapse.example", "carla@synapse.example"); // where no page has said a zone yet

  test(`the zone that somebody sets is the zone of their times and mails (${language})`, async () => {
    const host = await Office.signIn(office.server, email);
    const startsAt = new Date(Date.now() + 3 * 86_400_000);
    startsAt.setUTCHours(2, 30, 0, 0);
    await host.planAndInvite(startsAt, `frueh.${language}@gast.example`, language, "Aufmaß");
    const page = await office.visitors.page({
      locale: locales[language],
      timezoneId: "Europe/London",
    });
    await signIn(page, office.server, email);
    const row = page.getByRole("listitem").filter({ hasText: "Aufmaß" });
    await expect(row.locator("time")).toHaveText(timesIn("Europe/London"));

    await page.goto(`${settings}/account`);
    const zone = page.getByRole("combobox", { name: t("Zeitzone", "Time zone") });
    await expect(zone).toHaveValue("Europe/London");
    await zone.selectOption("Asia/Tokyo");
    const part = page.locator("form").filter({ has: zone });
    const said = expect(page.getByText(t("Gespeichert", "Saved"), { exact: true })).toBeVisible();
    await part.getByRole("button", { name: t("Speichern", "Save") }).click();
    await said; // goes again
    await page.reload();
    await expect(zone).toHaveValue("Asia/Tokyo");
    await zone.scrollIntoViewIfNeeded();
    await looksGood(page, "settings-time-zone", language);

    await page.goto("/portal/office/videocalls");
    await expect(row.locator("time")).toHaveText(timesIn("Asia/Tokyo"));
    await button(page, t("Videocall planen", "Plan a video call")).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/Asia\/Tokyo/)).toBeVisible();
    await dialog.getByLabel(t("Titel", "Title"), { exact: true }).fill("Richtfest");
    const day = new Date(startsAt.getTime() + 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel(t("Datum", "Date"), { exact: true }).fill(day);
    await dialog.getByLabel(t("Uhrzeit", "Time"), { exact: true }).fill("09:30");
    await dialog.getByRole("button", { name: t("Planen", "Plan"), exact: true }).click();
    const mail = await letter(
      office.mails,
      email,
      t("Ihr Videocall ist geplant: Richtfest", "Your video call is planned: Richtfest"),
    );
    for (const words of [mail.text, mail.html])
      expect(words).toMatch(/09:30 (bis|to) 10:15.* \(Asia\/Tokyo, UTC\+09:00\)/);

    function timesIn(timeZone: string): string {
      const [from, to] = [0, 30].map((minutes) =>
        new Date(startsAt.getTime() + minutes * 60_000).toLocaleTimeString(locales[language], {
          timeZone,
          hour: "2-digit",
          minute: "2-digit",
        }),
      );
      return t(`${from} bis ${to} Uhr`, `${from} to ${to}`);
    }
  });
}
