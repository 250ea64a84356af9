import { expect, type Page } from "@playwright/test";
import { Cable } from "../support/cable.ts";
import {
  atContacts,
  call,
  colleague,
  dock,
  pickUp,
  ringing,
  secondCall,
} from "../support/calls.ts";
import { locales, looksGood } from "../support/looks.ts";
import { expectHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";
import { silenceUntilClicked } from "../support/tones.ts";

/** Calls that do not go as wished, in every look; see `looksGood`. What goes well is in `surface-calls`. */
test.setTimeout(900_000); // many pictures, and axe at each of them

const people = { Ada: "ada@drei.example", Nora: "nora@drei.example", Timo: "timo@drei.example" };
let server: Server;
let office: Office;
test.beforeAll(async ({ media }) => {
  test.setTimeout(600_000);
  server = await Server.start({ HAUSRUF_SAMPLE: "off" }, media);
  office = await Office.setUp(server, "Ada Amt", people.Ada);
  await office.hire(server, "Nora Neu", people.Nora);
  await office.hire(server, "Timo Tal", people.Timo);
  await office.ring(120, true);
});
test.afterAll(() => server.dispose());

let visitors: Visitors;
let cable: Cable;
test.beforeEach(async ({ browser }) => {
  visitors = new Visitors(browser, server);
  cable = await Cable.lay();
  office = await Office.signIn(server, people.Ada); // anew: a sign-in by program lasts a quarter of an hour
});
test.afterEach(async () => {
  await visitors.leave();
  cable.close();
});

const status = (page: Page, name: string) => dock(page, name).getByRole("status");

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const locale = locales[language];
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });
  const over = async (page: Page, name: string, words: string, state: string) => {
    await expect(status(page, name)).toHaveText(words);
    await looks(page, state);
    await dock(page, name)
      .getByRole("button", { name: t("Schließen", "Close") })
      .click();
  };

  test(`calls that nobody answers (${language})`, async () => {
    const ada = await visitors.page({ locale });
    const nora = await visitors.page({ locale });
    await silenceUntilClicked(nora);
    await atContacts(ada, server, people.Ada);
    await pickUp(ada, "Nora Neu");
    await expect(dock(ada, "Nora Neu")).toContainText(
      t("gerade nicht geöffnet", "does not have Hausruf open"),
    );
    await looks(ada, "call-not-connected");
    await button(ada, "Auflegen", "Hang up").click();
    await expect(status(ada, "Nora Neu")).toHaveText(t("Anruf abgebrochen", "Call cancelled"));
    await looks(ada, "call-cancelled");
    await expect(dock(ada, "Nora Neu")).toBeHidden(); // by itself

    await atContacts(nora, server, people.Nora);
    await nora.reload(); // nobody has clicked here yet
    await call(ada, "Nora Neu");
    await expect(ringing(nora, "Ada Amt")).toContainText(t("nach einem Klick", "after a click"));
    await looks(nora, "call-incoming-silent");
    await dock(ada, "Nora Neu").getByRole("button").first().click();
    await expect(ringing(nora, "Ada Amt")).toBeHidden();
    await expect(dock(ada, "Nora Neu")).toBeHidden();

    const noras = await Office.signIn(server, people.Nora);
    await noras.doNotDisturb(true);
    await expect(colleague(ada, "Nora Neu")).toContainText(t("Nicht stören", "Do not disturb"));
    await pickUp(ada, "Nora Neu");
    await over(ada, "Nora Neu", t("Besetzt", "Busy"), "call-busy");
    await noras.doNotDisturb(false);

    await office.ring(10, true);
    await call(ada, "Nora Neu");
    await over(ada, "Nora Neu", t("Keine Antwort", "No answer"), "call-no-answer");
    await office.ring(120, true);
  });

  test(`what happens while two talk (${language})`, async () => {
    const ada = await visitors.page({ locale });
    const nora = await visitors.page({ locale, ...cable.options });
    const noras = await visitors.page({ locale });
    const timo = await visitors.page({ locale });
    await atContacts(ada, server, people.Ada);
    await atContacts(nora, server, people.Nora);
    await atContacts(timo, server, people.Timo);
    await call(ada, "Nora Neu");
    await ringing(nora, "Ada Amt")
      .getByRole("button", { name: t("Annehmen", "Accept") })
      .click();
    await expectHears(ada);

    await button(nora, "Mikrofon ausschalten", "Turn microphone off").click();
    await expect(dock(ada, "Nora Neu")).toContainText(t("Stumm", "Muted"));
    await looks(ada, "call-other-muted");

    await pickUp(timo, "Nora Neu");
    await expect(secondCall(nora, "Timo Tal")).toBeVisible();
    await looks(nora, "call-second");
    await dock(timo, "Nora Neu").getByRole("button").first().click();
    await expect(secondCall(nora, "Timo Tal")).toBeHidden();

    await cable.cut(nora);
    await expect(status(nora, "Ada Amt")).toHaveText(
      t("Verbindung wird wiederhergestellt …", "Reconnecting …"),
    );
    await looks(nora, "call-reconnecting");
    cable.mend();
    await expect(dock(nora, "Ada Amt").getByRole("timer")).toBeVisible();

    await atContacts(noras, server, people.Nora);
    await expect(status(noras, "Ada Amt")).toHaveText(
      t("In einem anderen Fenster oder Gerät", "In another window or on another device"),
    );
    await looks(noras, "call-elsewhere");
    await nora.close();
    await expect(dock(ada, "Nora Neu")).toContainText(
      t("gerade keine Verbindung", "no connection right now"),
    );
    await looks(ada, "call-other-away");

    await button(ada, "Auflegen", "Hang up").click();
    await expect(status(ada, "Nora Neu")).toContainText(t("Anruf beendet, ", "Call ended, "));
    await looks(ada, "call-ended");
    await expect(dock(ada, "Nora Neu")).toBeHidden(); // by itself
  });
}
