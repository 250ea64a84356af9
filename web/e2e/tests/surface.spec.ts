import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** Every page and every state in both languages, both themes and three sizes; see `looksGood`. */
test.setTimeout(600_000); // many pictures, and axe at each of them

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const title = t(
    "Angebotsbesprechung zur energetischen Dachsanierung der Wohnungseigentümergemeinschaft Lindenhof, Bauabschnitt 2",
    "Quotation meeting about the roof renovation of the Lindenhof homeowners' association, second construction phase",
  );

  test(`signing in and the overview (${language})`, async ({ person, server }) => {
    const ben = await person(language);
    await ben.goto("/sign-in");
    await expect(ben.getByRole("button", { name: t("Anmelden", "Sign in") })).toBeVisible();
    await looks(ben, "sign-in");
    await ben.getByRole("textbox", { name: /E-Mail|E-mail/ }).fill("ben@sot.example");
    await ben.locator('input[type="password"]').fill("wrong");
    await ben.keyboard.press("Enter");
    await expect(ben.getByRole("alert").first()).toBeVisible();
    await looks(ben, "sign-in-error");

    const deniz = await person(language);
    await signIn(
      deniz,
      server,
      language === "de" ? "deniz@synapse.example" : "carla@synapse.example",
    );
    await expect(deniz.getByRole("heading", { level: 2 })).toBeVisible();
    await looks(deniz, "overview-empty");
    await deniz.getByRole("button", { name: t("Neuen Videocall starten", "Start a new") }).click();
    await expect(deniz.getByRole("dialog")).toBeVisible();
    await looks(deniz, "new-call");
    await deniz.keyboard.press("Escape");
    await deniz.goto("/portal/office/nowhere");
    await expect(deniz.getByRole("heading", { level: 1 })).toBeFocused();
    await looks(deniz, "not-found");

    const office = await Office.signIn(server);
    const past = await office.startCall(t("Erstgespräch", "First talk"));
    await office.end(past);
    const planned = await office.startCall(title);
    await office.invite(planned, `${language}@gast.example`);
    const anna = await person(language);
    await signIn(anna, server);
    await expect(anna.getByText(title)).toBeVisible();
    await looks(anna, "overview");
    await anna.getByRole("button", { name: /^(Konto|Account)/ }).click();
    await expect(anna.getByRole("button", { name: t("Abmelden", "Sign out") })).toBeVisible();
    await looks(anna, "account-menu");
    await anna.keyboard.press("Escape");
    await anna.context().setOffline(true);
    await expect(anna.getByRole("alert")).toBeVisible();
    await looks(anna, "overview-failed");
  });

  test(`a host's room (${language})`, async ({ person, server }) => {
    const anna = await person(language);
    await signIn(anna, server);
    const office = await Office.signIn(server);
    const callId = await office.startCall(title);
    await anna.goto(`/portal/office/videocalls/${callId}`);
    await expect(anna.getByText(t("Aktiv", "Active"), { exact: true })).toBeVisible();
    await expect(anna.getByText(t("Sie sind allein im Raum.", "You are alone"))).toBeVisible();
    await looks(anna, "room-alone");

    const button = (de: string, en: string) => anna.getByRole("button", { name: t(de, en) });
    await button("Gast einladen", "Invite a guest").click();
    const address = anna.getByRole("textbox", { name: /E-Mail|E-mail/ });
    await address.fill("nobody");
    await anna.keyboard.press("Enter");
    await expect(anna.getByText(t("Das ist keine E-Mail-Adresse", "This is not an"))).toBeVisible();
    await looks(anna, "invite-invalid");
    for (const email of [
      "p.vogt@lindenhof.example",
      "maximiliane-alexandra.von-hohenstein@grundstuecksverwaltung-lindenhof.example",
    ]) {
      await address.fill(email);
      await anna.keyboard.press("Enter");
      await expect(anna.getByRole("listitem").filter({ hasText: email })).toBeVisible();
    }
    await looks(anna, "invite-list");
    await anna.getByRole("button", { name: /(E-Mail an p.vogt.* zeigen|Show .*p.vogt)/ }).click();
    await expect(anna.getByLabel(t("Link für den Gast", "Link for the guest"))).toBeVisible();
    await looks(anna, "invite-mail");
    await anna.keyboard.press("Escape");
    await expect(anna.getByRole("button", { name: /p.vogt.* zeigen|Show .*p.vogt/ })).toBeFocused();
    await anna.keyboard.press("Escape");
    await expect(anna.getByRole("dialog")).toBeHidden();
    await expect(button("Gast einladen", "Invite a guest")).toBeFocused();

    await anna.setViewportSize({ width: 1280, height: 800 });
    await button("Mikrofon, Kamera und Lautsprecher", "Choose microphone").click();
    await expect(anna.getByRole("dialog")).toBeVisible();
    await looks(anna, "devices");
    await anna.keyboard.press("Escape");

    await button("Mikrofon ausschalten", "Turn microphone off").click();
    await button("Kamera ausschalten", "Turn camera off").click();
    await expect(button("Kamera einschalten", "Turn camera on")).toBeVisible();
    await looks(anna, "room-off");

    await anna.context().clearCookies();
    await expect(
      anna.getByText(t("Sie sind nicht mehr angemeldet.", "no longer signed")),
    ).toBeVisible({ timeout: 90_000 }); // the page asks every 20 s
    await looks(anna, "room-signed-out");
    await anna.getByRole("button", { name: t("Anmelden", "Sign in"), exact: true }).click();
    await expect(anna.getByRole("dialog")).toBeVisible();
    await looks(anna, "room-sign-in");
    await anna.locator('input[type="password"]').fill(server.password);
    await anna.keyboard.press("Enter");
    await expect(anna.getByText(t("nicht mehr angemeldet", "no longer signed"))).toBeHidden();

    await button("Videocall für alle beenden", "End video call for everyone").click();
    await looks(anna, "end-dialog");
    await anna.context().setOffline(true);
    await button("Für alle beenden", "End for everyone").last().click();
    await expect(anna.getByRole("alert")).toBeVisible();
    await looks(anna, "end-failed");
    await button("Verlassen, ohne zu beenden", "Leave without ending").click();
    await expect(anna.getByRole("heading", { level: 1 })).toBeFocused();
    await looks(anna, "over-left-host");
  });
}
