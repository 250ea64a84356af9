import { expect, type Page } from "@playwright/test";
import { Authenticator } from "../support/authenticator.ts";
import { type Language, locales, looksGood } from "../support/looks.ts";
import { mailOffice } from "../support/mailOffice.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** An account from the mail that invites to it to the mail that brings a new password, with a second step between. */
const office = mailOffice();

const password = "ein Satz als Passwort";
const other = "ein anderer Satz als Passwort";

for (const language of ["de", "en"] as Language[]) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });
  const field = (page: Page, de: string, en: string) => page.getByLabel(t(de, en), { exact: true });
  const overview = (page: Page) =>
    page.getByRole("heading", { level: 1, name: t("Videocalls", "Video calls") });
  const person = () => office.visitors.page({ locale: locales[language] });
  const looks = (page: Page, state: string) => looksGood(page, `account-${state}`, language);

  test(`an account by mail, with a second step and a new password (${language})`, async () => {
    const nora = t("nora@sot.example", "nell@sot.example");
    const anna = await person();
    await signIn(anna, office.server);
    await anna.goto("/portal/office/settings/people");
    await button(anna, "Person einladen", "Invite a person").click();
    await anna.getByRole("dialog").getByRole("textbox").fill(nora);
    await anna.keyboard.press("Enter");
    await expect(anna.getByText(nora)).toBeVisible();

    const here = await person();
    await here.goto(await office.linkTo(nora, "welcome"));
    await field(here, "Ihr Name", "Your name").fill("Nora Neu");
    await field(here, "Neues Passwort", "New password").fill(password);
    await here.keyboard.press("Enter");
    await expect(overview(here)).toBeVisible();

    const { app, codes } = await switchOn(here);

    const there = await person();
    await giveCredentials(there, nora, password);
    const code = there.getByLabel("Code", { exact: true });
    await code.fill("000000");
    await there.keyboard.press("Enter");
    await expect(there.getByRole("alert")).toBeVisible();
    await looks(there, "sign-in-code");
    await code.fill(app.code());
    await there.keyboard.press("Enter");
    await expect(overview(there)).toBeVisible();

    await there.goto("/portal/office/settings/account");
    const end = there.getByRole("button", { name: t("Anmeldung beenden", "end this sign-in") });
    await expect(end).toHaveCount(1);
    await looks(there, "sign-ins");
    await end.click();
    await expect(end).toHaveCount(0);
    await here.goto("/portal/office/videocalls");
    await expect(
      here.getByRole("heading", { level: 1, name: t("Anmelden", "Sign in") }),
    ).toBeVisible();

    await here.goto("/portal/forgotten");
    await field(here, "E-Mail-Adresse", "E-mail address").fill(nora);
    await here.keyboard.press("Enter");
    await expect(
      here.getByText(t("Sehen Sie in Ihr Postfach", "Look into your inbox")),
    ).toBeVisible();
    await looks(here, "reset-asked");
    await here.goto(await office.linkTo(nora, "reset"));
    await expect(field(here, "Neues Passwort", "New password")).toBeVisible();
    expect(here.url()).not.toContain("#");
    await looks(here, "reset");
    await field(here, "Neues Passwort", "New password").fill(other);
    await here.keyboard.press("Enter");
    await expect(here.getByText(t("Ihr Passwort ist neu", "Your password is new"))).toBeVisible();
    await looks(here, "reset-done");

    await giveCredentials(here, nora, password);
    await expect(here.getByRole("alert")).toBeVisible();
    await giveCredentials(here, nora, other);
    await here.getByLabel("Code", { exact: true }).fill(codes[0] ?? "");
    await here.keyboard.press("Enter");
    await expect(overview(here)).toBeVisible();

    await anna.reload();
    await anna
      .getByRole("button", {
        name: t("Nora Neu: zweiten Schritt ausschalten", "Nora Neu: switch the second step off"),
      })
      .click();
    const question = anna.getByRole("alertdialog");
    await looks(anna, "factor-off");
    await question
      .getByRole("button", { name: t("Zweiten Schritt ausschalten", "Switch the second step off") })
      .click();
    await expect(anna.getByText(t("Zwei Schritte", "Two steps"), { exact: true })).toBeHidden();
    await giveCredentials(there, nora, other);
    await expect(overview(there)).toBeVisible();
  });

  async function switchOn(page: Page): Promise<{ app: Authenticator; codes: string[] }> {
    await page.goto("/portal/office/settings/account");
    await button(page, "Einschalten …", "Switch on …").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("Ihr Passwort", "Your password"), { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("img", { name: t("QR-Code mit dem Schlüssel", "QR code with the key") }),
    ).toBeVisible();
    await looks(page, "factor-scan");
    const app = new Authenticator(await dialog.getByRole("definition").locator("code").innerText());
    await dialog.getByLabel(t("Code aus der App", "Code from the app")).fill(app.code());
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("listitem")).toHaveCount(10);
    const codes = await dialog.getByRole("listitem").allInnerTexts();
    await looks(page, "factor-codes");
    await button(page, "Ich habe sie verwahrt", "I have kept them").click();
    await expect(
      page.getByText(t("Noch 10 Ersatzcodes.", "10 recovery codes left.")),
    ).toBeVisible();
    return { app, codes };
  }

  async function giveCredentials(page: Page, email: string, secret: string) {
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await field(page, "E-Mail-Adresse", "E-mail address").fill(email);
    await field(page, "Passwort", "Password").fill(secret);
    await page.keyboard.press("Enter");
  }
}
