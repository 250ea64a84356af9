import { expect, type Page } from "@playwright/test";
import { ANNA, atContacts, BEN, call, dock, pickUp, ringing } from "../support/calls.ts";
import { locales, looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { Signalling } from "../support/signalling.ts";
import { test } from "../support/test.ts";

/** What is over in a moment where all goes well, in every look; see `looksGood`. */
test.setTimeout(900_000); // many pictures, and axe at each of them

test.afterEach(async ({ server }) => {
  for (const email of [ANNA, BEN]) await (await Office.signIn(server, email)).seeMissed();
});

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const named = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });

  test(`answered and not yet connected (${language})`, async ({ visitors, server }) => {
    const anna = await visitors.page({ locale: locales[language] });
    const ben = await visitors.page({ locale: locales[language] });
    const annas = new Signalling();
    const bens = new Signalling();
    await annas.stand(anna);
    await bens.stand(ben);
    await atContacts(anna, server, ANNA);
    await atContacts(ben, server, BEN);

    bens.holdAnswers = true;
    await call(anna, "Ben Albrecht");
    await named(ben, "Annehmen", "Accept").click();
    await expect(named(ben, "Verbinden …", "Connecting …")).toBeVisible();
    await looks(ben, "call-answering");
    await named(anna, "Auflegen", "Hang up").click();
    await expect(ringing(ben, "Anna Berger")).toBeHidden();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    bens.holdAnswers = false;
    annas.rooms = "silent";
    await call(anna, "Ben Albrecht");
    await named(ben, "Annehmen", "Accept").click();
    const status = dock(anna, "Ben Albrecht").getByRole("status");
    await expect(status).toHaveText(t("Verbinden …", "Connecting …"));
    await looks(anna, "call-connecting");
    await expect(dock(ben, "Anna Berger").getByRole("timer")).toBeVisible();
    await looks(ben, "call-other-connecting");
    await named(ben, "Auflegen", "Hang up").click();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    annas.refusal = "too-many";
    await pickUp(anna, "Ben Albrecht");
    await expect(status).toHaveText(
      t("Zu viele Anrufe. Bitte kurz warten.", "Too many calls. Please wait a moment."),
    );
    await looks(anna, "call-too-many");
    for (const [code, words] of [
      ["caller-busy", t("Sie sind schon in einem Anruf", "You are in a call already")],
      ["not-found", t("Nicht mehr zu erreichen", "Cannot be reached any more")],
      ["unavailable", t("Keine Verbindung zum Server", "No connection to the server")],
    ] as const) {
      annas.refusal = code;
      await named(anna, "Noch einmal anrufen", "Call again").click();
      await expect(status).toHaveText(words);
    }
    await named(anna, "Schließen", "Close").click();
  });

  test(`a log that does not come (${language})`, async ({ visitors, server }) => {
    const anna = await visitors.page({ locale: locales[language] });
    await atContacts(anna, server, ANNA);
    let isBroken = true;
    await anna.route(/\/api\/calls\?/, (route) =>
      isBroken
        ? route.fulfill({
            status: 500,
            contentType: "application/problem+json",
            body: JSON.stringify({ title: "Internal error", status: 500, code: "internal" }),
          })
        : route.continue(),
    );
    await anna.getByRole("link", { name: new RegExp(t("^Anrufe", "^Calls")) }).click();
    const told = anna.getByText(
      t("Die Anrufe konnten nicht geladen werden.", "The calls could not be loaded."),
    );
    await expect(told).toBeVisible();
    await looks(anna, "calls-failed");
    isBroken = false;
    await anna.getByRole("button", { name: t("Erneut versuchen", "Try again") }).click();
    await expect(told).toBeHidden();
  });
}
