import { expect } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** What there is before joining, on both sides of the door; see `looksGood`. */
test.setTimeout(600_000); // many pictures, and axe at each of them

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);

  test(`the host's preview and the lobby (${language})`, async ({ person, server }) => {
    const anna = await person(language);
    await signIn(anna, server);
    await anna
      .getByRole("button", { name: t("Neuen Videocall starten", "Start a new video call") })
      .first()
      .click();
    await anna
      .getByRole("button", { name: t("Kamera und Mikrofon prüfen", "Check camera and microphone") })
      .click();
    await expect(
      anna.getByRole("button", { name: t("Kamera ausschalten", "Turn camera off") }),
    ).toBeVisible();
    await looksGood(anna, "new-call-preview", language);

    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Angebotsbesprechung", "Quotation"), true);
    const names = ["Marlene Voss", "Dr. Maximiliane-Alexandra Freifrau von Hohenstein-Donau"];
    const guests = [];
    for (const [index, name] of names.entries()) {
      const { link } = await office.invite(callId, `${index}-${language}@gast.example`, name);
      const guest = await person(language);
      await guest.goto(link);
      await guest.getByRole("button", { name: t("Beitreten", "Join"), exact: true }).click();
      await expect(guest.getByRole("heading", { level: 2 })).toBeFocused();
      guests.push(guest);
    }
    const [marlene] = guests;
    if (marlene) await looksGood(marlene, "lobby-guest", language);

    await anna.goto(`/portal/office/videocalls/${callId}`);
    const decline = anna.getByRole("button", {
      name: t("Marlene Voss ablehnen", "Decline Marlene Voss"),
    });
    await expect(decline).toBeVisible();
    await expect(anna.getByText(t("Aktiv", "Active"), { exact: true })).toBeVisible();
    await looksGood(anna, "lobby-host", language);
    await decline.click();
    if (marlene) {
      await expect(marlene.getByRole("heading", { level: 1 })).toHaveText(
        t("Sie wurden nicht hineingelassen", "You were not let in"),
      );
      await looksGood(marlene, "join-declined", language);
    }
  });
}
