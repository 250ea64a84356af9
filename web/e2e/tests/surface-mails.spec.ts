import { expect } from "@playwright/test";
import { constantsOf, draw, isMadeOf, letter, templateNames } from "../support/letters.ts";
import { type Language, looksGood } from "../support/looks.ts";
import { mailOffice } from "../support/mailOffice.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/test.ts";

/** Every mail that the product sends, as it came to a mail server, drawn in every look; see `looksGood`. */
interface Kind {
  template: "invitation.html" | "account.html";
  /** As the product calls it. */
  about: string;
  /** With what its subject begins. */
  de: string;
  en: string;
}

const ofCall = (about: string, de: string, en: string): Kind => ({
  template: "invitation.html",
  about,
  de,
  en,
});
const ofAccount = (about: string, de: string, en: string): Kind => ({
  ...ofCall(about, de, en),
  template: "account.html",
});

const kinds = {
  "guest-invited": ofCall(
    "INVITED",
    "Anna Berger lädt Sie zu einem Videocall ein",
    "Anna Berger invites you to a video call",
  ),
  "guest-planned": ofCall(
    "INVITED",
    "Anna Berger lädt Sie zu einem Videocall ein: ",
    "Anna Berger invites you to a video call: ",
  ),
  "guest-changed": ofCall(
    "CHANGED",
    "Anna Berger hat den Videocall geändert",
    "Anna Berger has changed the video call",
  ),
  "guest-withdrawn": ofCall(
    "WITHDRAWN",
    "Anna Berger hat Ihre Einladung zurückgezogen",
    "Anna Berger has withdrawn your invitation",
  ),
  "guest-cancelled": ofCall(
    "CANCELLED",
    "Anna Berger hat den Videocall abgesagt",
    "Anna Berger has cancelled the video call",
  ),
  "guest-reminder": ofCall(
    "REMINDER",
    "Erinnerung: Videocall mit Anna Berger",
    "Reminder: video call with Anna Berger",
  ),
  "host-planned": ofCall("INVITED", "Ihr Videocall ist geplant", "Your video call is planned"),
  "host-changed": ofCall("CHANGED", "Ihr Videocall ist geändert", "Your video call is changed"),
  "host-cancelled": ofCall(
    "CANCELLED",
    "Ihr Videocall ist abgesagt",
    "Your video call is cancelled",
  ),
  "host-reminder": ofCall(
    "REMINDER",
    "Erinnerung: Ihr Videocall beginnt bald",
    "Reminder: your video call begins soon",
  ),
  "colleague-invited": ofAccount(
    "INVITATION",
    "Anna Berger lädt Sie zu System of a Town ein",
    "Anna Berger invites you to System of a Town",
  ),
  "password-reset": ofAccount(
    "PASSWORD_RESET",
    "Neues Passwort für Ihr Konto",
    "A new password for your account",
  ),
  "sender-confirm": ofAccount(
    "SENDER",
    "Diese Adresse als Absender bestätigen",
    "Confirm this address as a sender",
  ),
};

const office = mailOffice();
const HOST = "anna@sot.example";
const languages = ["de", "en"] as const;
const soon = (language: Language) => `bald.${language}@gast.example`;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

let anna: Office;
test.beforeAll(async () => {
  anna = await Office.signIn(office.server);
  for (const language of languages)
    await anna.planAndInvite(beginningSoon(), soon(language), language, soonTitles[language]);
});

const titles = {
  de: "Angebotsbesprechung Dachsanierung Lindenhof",
  en: "Quotation for the new roof of Lindenhof",
};
const soonTitles = { de: "Baubesprechung", en: "Site meeting" };

/** A full minute, so that mail of it goes out before the reminder, and that within two minutes. */
function beginningSoon(): Date {
  const toTellOf = 25_000;
  return new Date(Math.ceil((Date.now() + 15 * 60_000 + toTellOf) / 60_000) * 60_000);
}

test("no template, and no occasion for a mail, is left out", () => {
  const all = Object.values(kinds);
  const about = (template: string) =>
    new Set(all.filter((kind) => kind.template === template).map((kind) => kind.about));
  expect(new Set(all.map(({ template }) => template))).toEqual(new Set(templateNames()));
  expect(about("invitation.html")).toEqual(new Set(constantsOf("Occasion", "Occasion")));
  expect(about("account.html")).toEqual(new Set(constantsOf("AccountMail", "About")));
});

for (const language of languages) {
  /** Waits for it, and draws it for somebody who reads mails. */
  async function looks(name: keyof typeof kinds, to: string, title = "") {
    const kind = kinds[name];
    await test.step(name, async () => {
      const mail = await letter(office.mails, to, kind[language] + title);
      expect(isMadeOf(kind.template, mail), `is made of ${kind.template}`).toBe(true);
      const page = await office.visitors.page();
      expect(await draw(page, mail), "loads nothing from anywhere").toEqual([]);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      await looksGood(page, `mail-${name}`, language, true);
      expect(mail.text?.trim(), "says the same in plain text").toContain(
        (await page.getByRole("heading", { level: 1 }).textContent()) ?? "no heading",
      );
      await page.close();
    });
  }

  test(`what guests and hosts are told (${language})`, async () => {
    const [now, first, second] = ["jetzt", "erste", "zweite"].map(
      (name) => `${name}.${language}@gast.example`,
    ) as [string, string, string];
    await anna.inviteByMail(await anna.startCall(titles[language]), now, language);
    await looks("guest-invited", now);

    const title = `: ${titles[language]}`; // not of the call that begins soon
    const call = await anna.planAndInvite(inDays(3), first, language, titles[language]);
    const off = await anna.inviteByMail(call, second, language);
    await looks("guest-planned", first);
    await looks("host-planned", HOST, title);
    await anna.ask("PATCH", `/api/video-calls/${call}`, { startsAt: inDays(4).toISOString() });
    await looks("guest-changed", first);
    await looks("host-changed", HOST, title);
    await letter(office.mails, second, kinds["guest-changed"][language]);
    await anna.revoke(call, off);
    await looks("guest-withdrawn", second);
    await anna.ask("POST", `/api/video-calls/${call}/cancel`, {});
    await looks("guest-cancelled", first);
    await looks("host-cancelled", HOST, title);
  });

  test(`what is about accounts and senders (${language})`, async () => {
    const [colleague, sender] = [`nora.${language}@sot.example`, `kanzlei.${language}@sot.example`];
    await anna.askIn(colleague, language);
    await looks("colleague-invited", colleague);
    const email = language === "de" ? "ben@sot.example" : HOST;
    await anna.ask("POST", "/api/password-resets", { email, locale: language });
    await looks("password-reset", email);
    const asked = { email: sender, displayName: "Kanzlei Berger", locale: language };
    await anna.ask("POST", "/api/senders", asked);
    await looks("sender-confirm", sender);
  });

  test(`that a call begins soon (${language})`, async () => {
    await looks("guest-reminder", soon(language));
    await looks("host-reminder", HOST);
  });
}
