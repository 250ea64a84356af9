import { expect, type Page } from "@playwright/test";
import { atContacts, call, dock, ringing } from "../support/calls.ts";
import { looksGood } from "../support/looks.ts";
import { test } from "../support/test.ts";

/** Contacts, the call log and ringing calls in every look; see `looksGood`. */
test.setTimeout(600_000); // many pictures, and axe at each of them

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const toCalls = async (page: Page) => {
    await page.getByRole("link", { name: new RegExp(t("^Anrufe", "^Calls")) }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("Anrufe", "Calls"));
  };
  test(`contacts, the log and ringing calls (${language})`, async ({ person, server }) => {
    const other = await person(language);
    const email = language === "de" ? "deniz@synapse.example" : "carla@synapse.example";
    await atContacts(other, server, email);
    await toCalls(other);
    await expect(other.getByRole("heading", { level: 2 })).toBeVisible();
    await looks(other, "calls-empty");

    const anna = await person(language);
    const ben = await person(language);
    await atContacts(anna, server, "anna@sot.example");
    await atContacts(ben, server, "ben@sot.example");
    await expect(anna.getByText("Marlene Voss")).toBeVisible();
    await looks(anna, "contacts");
    await button(anna, t("Kontakt anlegen", "Add contact")).click();
    await looks(anna, "contact-new");
    await button(anna, t("Speichern", "Save")).click();
    await expect(anna.getByText(t("Bitte einen Namen", "Please give a name"))).toBeVisible();
    await looks(anna, "contact-wrong");
    await button(anna, t("Abbrechen", "Cancel")).click();
    await button(anna, t("Marlene Voss bearbeiten", "Edit Marlene Voss")).click();
    await looks(anna, "contact-edit");
    await button(anna, t("Löschen", "Delete")).click();
    await looks(anna, "contact-delete");
    await button(anna, t("Abbrechen", "Cancel")).click();
    await anna.getByRole("searchbox").fill("Niemand");
    await expect(anna.getByText(t("Niemand gefunden", "Nobody found"))).toBeVisible();
    await looks(anna, "contacts-nobody");
    await button(anna, t("Suche zurücksetzen", "Clear search")).click();

    await call(anna, "Ben Albrecht");
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText(/klingelt|Ringing/);
    await looks(anna, "call-ringing");
    await close(anna);
    await call(anna, "Ben Albrecht", "video");
    await expect(ringing(ben, "Anna Berger")).toBeVisible();
    await looks(ben, "call-incoming");
    await close(anna);
    await expect(ringing(ben, "Anna Berger")).toBeHidden();

    await call(anna, "Ben Albrecht");
    await button(ben, t("Ablehnen", "Decline")).click();
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText(/abgelehnt|declined/);
    await looks(anna, "call-declined");
    await close(anna);

    await call(anna, "Ben Albrecht");
    await button(ben, t("Annehmen", "Accept")).click();
    await expect(dock(anna, "Ben Albrecht").getByRole("timer")).toBeVisible();
    await looks(anna, "call-talking");
    await button(ben, t("Kamera einschalten", "Turn camera on")).click();
    await expect(dock(anna, "Ben Albrecht").locator("video")).toBeVisible();
    await looks(anna, "call-video");
    await button(anna, t("Anruf groß zeigen", "Enlarge call")).click();
    await looks(anna, "call-large");
    await button(ben, t("Auflegen", "Hang up")).click();

    await toCalls(ben);
    await expect(ben.getByRole("main").getByRole("listitem").nth(3)).toBeVisible();
    await looks(ben, "calls");
    const lasting = ben.getByRole("combobox", { name: t("Dauer", "Duration") });
    await lasting.selectOption(t("Ab 1 Stunde", "1 hour or more"));
    await expect(ben.getByText(/passt zu diesen Filtern|matches these filters/)).toBeVisible();
    await looks(ben, "calls-none");
  });
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** However far the call is: pictures may take as long as it rings. */
async function close(page: Page) {
  const names = /^(Auflegen|Schließen|Hang up|Close)$/;
  await dock(page, "Ben Albrecht").getByRole("button", { name: names }).click();
}
