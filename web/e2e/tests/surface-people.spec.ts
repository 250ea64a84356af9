import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** Ways to an account, one's own, and those of the office, in every look; see `looksGood`. */
test.setTimeout(600_000); // many pictures, and axe at each of them

const secret = "0".repeat(64);
const link = `01a1fd8d-0d25-74da-a4b3-134172823a4f.${secret}`;

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en) });

  test(`accounts (${language})`, async ({ person, server }) => {
    const stranger = await person(language);
    await stranger.route("**/api/setup/preview", (route) => route.fulfill({ status: 204 }));
    await stranger.goto(`/portal/setup#${secret}`);
    await button(stranger, "Büro einrichten", "Set up the office").click();
    await expect(stranger.getByText(t("Das fehlt noch.", "still missing")).first()).toBeVisible();
    await looks(stranger, "account-set-up");
    await stranger.goto(`/portal/reset#${link}`);
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(
      t("Dieser Link gilt nicht mehr", "This link no longer works"),
    );
    await looks(stranger, "account-bad-link");
    await stranger.goto("/portal/forgotten");
    const email = stranger.getByRole("textbox", { name: /E-Mail|E-mail/ });
    await email.fill("ben@sot.example");
    await looks(stranger, "account-forgotten");
    await stranger.keyboard.press("Enter");
    await expect(stranger.getByText(t("kein Mailserver", "no mail server"))).toBeVisible();
    await looks(stranger, "account-no-mail");

    const anna = await person(language);
    await signIn(anna, server, t("anna@sot.example", "carla@synapse.example"));
    await anna.goto("/portal/office/settings/account");
    await expect(anna.getByText(t("Dieses Gerät", "This device"))).toBeVisible();
    await expect(button(anna, "Einschalten …", "Switch on …")).toBeVisible();
    await looks(anna, "settings-account");
    await anna.goto("/portal/office/settings/people");
    await button(anna, "Person einladen", "Invite a person").click();
    await anna
      .getByRole("dialog")
      .getByLabel(/E-Mail|E-mail/)
      .fill("nobody");
    await anna.keyboard.press("Enter");
    await expect(anna.getByText(t("Das ist keine E-Mail-Adresse", "This is not an"))).toBeVisible();
    await looks(anna, "people-invite");
    const invited = t("eine-recht-lange-adresse", "quite-a-long-address") + "@gast.example";
    await anna
      .getByRole("dialog")
      .getByLabel(/E-Mail|E-mail/)
      .fill(invited);
    await anna.keyboard.press("Enter");
    await expect(anna.getByText(invited)).toBeVisible();
    await looks(anna, "people");
    await button(anna, `E-Mail an ${invited} anzeigen`, `Show the e-mail to ${invited}`).click();
    const way = await anna.getByRole("dialog").getByLabel("Link").inputValue();
    await looks(anna, "people-mail");
    await anna.keyboard.press("Escape");
    await button(anna, "Ben Albrecht deaktivieren", "Deactivate Deniz").click();
    await expect(anna.getByRole("alertdialog")).toBeVisible();
    await looks(anna, "people-deactivate");
    await anna.goto("/portal/office/settings/audit");
    await expect(anna.getByText(t("Person eingeladen", "Person invited")).last()).toBeVisible();
    await looks(anna, "settings-audit");

    const invitee = await person(language);
    await invitee.goto(way);
    await expect(button(invitee, "Konto anlegen", "Make the account")).toBeVisible();
    await looks(invitee, "account-welcome");
  });
}
