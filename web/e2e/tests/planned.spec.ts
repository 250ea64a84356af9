import { expect, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { locales, looksGood } from "../support/looks.ts";
import { entryIn, linkIn, MailServer } from "../support/mailServer.ts";
import { signIn, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** From planning to calling off, with what a guest's mail and calendar are told, in two languages and four zones. */
test.setTimeout(600_000);

/** Whose name holds although midnight may pass meanwhile. */
const daysAhead = 3;
const GUEST = "marlene@voss.example";
const zones = {
  de: { host: "Asia/Tokyo", ahead: 9, guest: "America/New_York" },
  en: { host: "Asia/Dubai", ahead: 4, guest: "Pacific/Kiritimati" },
} as const; // none of them has summer time but the guest's in New York, where nothing is reckoned

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const { host, ahead, guest } = zones[language];

  /** `20261121T003000Z` of a time on the host's wall, that many days after now. */
  function onHostsWall(now: number, hours: number, minutes: number) {
    const wall = new Date(now + ahead * 3_600_000 + daysAhead * 86_400_000);
    wall.setUTCHours(hours, minutes, 0, 0);
    const iso = new Date(wall.getTime() - ahead * 3_600_000).toISOString();
    const utc = `${iso.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
    return { date: wall.toISOString().slice(0, 10), utc, iso };
  }

  test(`planned, changed and called off (${language})`, async ({ browser }) => {
    const mail = await MailServer.start();
    const server = await Server.start({ HAUSRUF_SMTP_URL: mail.url });
    const visitors = new Visitors(browser, server);
    try {
      const anna = await visitors.page({ locale: locales[language], timezoneId: host });
      await signIn(anna, server);

      const now = Date.now();
      const start = onHostsWall(now, 9, 30);
      await anna.getByRole("button", { name: t("Videocall planen", "Plan a video call") }).click();
      const dialog = anna.getByRole("dialog", { name: t("Videocall planen", "Plan a video call") });
      await expect(dialog.getByText(`${t("Zeitzone", "Time zone")}: ${host}`)).toBeVisible();
      await dialog.getByLabel(t("Titel", "Title"), { exact: true }).fill("Dach; Fach, „Lindenhof“");
      await dialog.getByLabel(t("Datum", "Date"), { exact: true }).fill("2020-01-01");
      await dialog.getByLabel(t("Uhrzeit", "Time"), { exact: true }).fill("09:30");
      const save = dialog.getByRole("button", { name: t("Planen", "Plan"), exact: true });
      await save.click();
      await expect(
        dialog.getByText(t("Dieser Zeitpunkt ist vorbei.", "This time is over.")),
      ).toBeVisible();
      await looksGood(anna, "planned-dialog", language);
      await dialog.getByLabel(t("Datum", "Date"), { exact: true }).fill(start.date);
      await save.click();

      const invite = anna.getByRole("dialog", { name: t("Gast einladen", "Invite a guest") });
      await invite.getByLabel(t("E-Mail-Adresse", "E-mail address")).fill(GUEST);
      await anna.keyboard.press("Enter");
      await expect(invite.getByRole("listitem").filter({ hasText: GUEST })).toBeVisible();
      await looksGood(anna, "planned-invite", language);
      await anna.keyboard.press("Escape");
      await expect(invite).toBeHidden();

      const invited = entryIn(await mail.letter(GUEST, 0));
      expect(invited).toMatchObject({ method: "REQUEST", sequence: 0, start: start.utc });
      expect(invited.text).toContain("SUMMARY:Dach\\; Fach\\, „Lindenhof“");
      expect(entryIn(await mail.letter("anna@sot.example", 0)).method).toBe("REQUEST");

      const day = anna.getByRole("region", { name: dayIn(host, start.iso) });
      const row = day.getByRole("listitem").filter({ hasText: "Lindenhof" });
      await expect(row.getByText(t("09:30 bis 10:15 Uhr", "09:30 to 10:15"))).toBeVisible();
      await expect(row.getByText(t("1 eingeladen", "1 invited"))).toBeVisible();
      await looksGood(anna, "planned", language);

      const marlene = await visitors.page({ locale: locales[language], timezoneId: guest });
      await marlene.goto(linkIn(invited));
      await expect(marlene.getByText(t("Geplant für", "Planned for"))).toContainText(
        timeIn(guest, start.iso),
      );
      await looksGood(marlene, "planned-guest", language);

      const later = onHostsWall(now, 16, 0);
      await row.getByRole("button", { name: t("Ändern", "Change") }).click();
      const change = anna.getByRole("dialog", {
        name: t("Videocall ändern", "Change the video call"),
      });
      await expect(change.getByLabel(t("Uhrzeit", "Time"), { exact: true })).toHaveValue("09:30");
      await change.getByLabel(t("Uhrzeit", "Time"), { exact: true }).fill("16:00");
      await change.getByLabel(t("Dauer (Min.)", "Length (min)")).fill("60");
      await change
        .getByRole("button", { name: t("Ändern und mitteilen", "Change and tell") })
        .click();
      await expect(row.getByText(t("16:00 bis 17:00 Uhr", "16:00 to 17:00"))).toBeVisible();
      const changed = entryIn(await mail.letter(GUEST, 1));
      expect(changed).toMatchObject({ method: "REQUEST", sequence: 1, start: later.utc });

      expect(
        await calendarFile(anna, row.getByRole("link", { name: /Kalenderdatei|Calendar file/ })),
      ).toContain(`DTSTART:${later.utc}`);

      await marlene.goto(linkIn(changed));
      await marlene
        .getByLabel(t("Ihr Name im Videocall", "Your name in the call"))
        .fill("Marlene Voss");
      await marlene.getByRole("button", { name: t("Beitreten", "Join"), exact: true }).click();
      await expect(
        marlene.getByText(t("Anna Berger ist noch nicht da.", "Anna Berger is not here yet.")),
      ).toBeVisible();
      await expect(marlene.getByText(t("Geplant:", "Planned:"))).toContainText(
        timeIn(guest, later.iso),
      );

      await row.getByRole("button", { name: t("Absagen", "Cancel the call") }).click();
      const question = anna.getByRole("alertdialog");
      await looksGood(anna, "planned-cancel", language);
      await question
        .getByRole("button", { name: t("Absagen und mitteilen", "Cancel and tell") })
        .click();
      await expect(row).toBeHidden();
      const off = entryIn(await mail.letter(GUEST, 2));
      expect(off).toMatchObject({ method: "CANCEL", sequence: 2, status: "CANCELLED" });
      expect(off.text).not.toContain("?t=");
    } finally {
      await visitors.leave();
      await server.dispose();
      mail.stop();
    }
  });

  function dayIn(timeZone: string, iso: string): string {
    return new Date(iso).toLocaleDateString(t("de-DE", "en-GB"), {
      timeZone,
      day: "numeric",
      month: "long",
    });
  }

  function timeIn(timeZone: string, iso: string): string {
    return new Date(iso).toLocaleTimeString(t("de-DE", "en-GB"), {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
    });
  }
}

async function calendarFile(page: Page, link: ReturnType<Page["getByRole"]>): Promise<string> {
  const begun = page.waitForEvent("download");
  await link.click();
  const file = await begun;
  expect(file.suggestedFilename()).toBe("videocall.ics");
  return readFile(await file.path(), "utf8");
}
