import { expect, type Page } from "@playwright/test";
import { IdentityProvider } from "../support/identityProvider.ts";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test as base } from "../support/test.ts";

/** An office of its own; its sign-in service may be on this machine. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({ HAUSRUF_OUTBOUND_ALLOWED: "127.0.0.1" }, media);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});
test.setTimeout(600_000); // pictures, and axe at each of them

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const overview = (page: Page) =>
  page.getByRole("heading", { level: 1, name: /^(Videocalls|Video calls)$/ });

/** Sets the service up as an admin does, and answers the link for everybody else. */
async function setUp(anna: Page, provider: IdentityProvider): Promise<string> {
  await button(anna, "Anmeldedienst hinzufügen").click();
  const dialog = anna.getByRole("dialog", { name: "Anmeldedienst hinzufügen" });
  await expect(dialog.getByLabel("Name auf der Schaltfläche")).toBeFocused();
  await dialog.getByLabel("Name auf der Schaltfläche").fill("Firmenkonto");
  await dialog.getByLabel("Client-ID").fill(IdentityProvider.client.id);
  await dialog.getByLabel("Client-Secret").fill(IdentityProvider.client.secret);
  const issuer = dialog.getByLabel("Aussteller (iss)");
  await issuer.fill("http://10.0.0.1");
  await button(anna, "Speichern").click();
  await expect(dialog.getByText("Diese Adresse ist nicht erlaubt")).toBeVisible();
  await looksGood(anna, "settings-provider-refused", "de");
  await issuer.fill(`${provider.issuer}/`);
  await button(anna, "Speichern").click();
  await expect(dialog.getByText("nennt sich selbst anders")).toBeVisible();
  await issuer.fill(provider.issuer);
  await button(anna, "Speichern").click();
  await expect(dialog).toHaveCount(0);
  return anna.getByLabel("Link für Firmenkonto").inputValue();
}

/** Goes to the service, and is there whoever one says. */
async function comeAs(page: Page, email: string) {
  await button(page, "Weiter mit Firmenkonto").click();
  await page.getByLabel("Adresse", { exact: true }).fill(email);
  await button(page, "Weiter").click();
}

test("an admin sets a sign-in service up, and colleagues come in by it, and nobody else", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  await anna.goto("/portal/office/settings/identity");
  const redirectUri = anna.getByLabel("Weiterleitungs-URI (redirect URI)");
  await expect(redirectUri).toHaveValue(/\/api\/sign-in\/oidc\/[0-9a-f-]{36}\/callback$/);
  const provider = await IdentityProvider.start(await redirectUri.inputValue());
  const link = await setUp(anna, provider);
  await looksGood(anna, "settings-provider", "de");

  const ben = await visitors.page();
  await ben.goto(`${link}&back=/portal/office/contacts`);
  await expect(button(ben, "Weiter mit Firmenkonto")).toBeVisible();
  await looksGood(ben, "sign-in-provider", "de");
  await comeAs(ben, "ben@sot.example");
  await expect(ben.getByRole("heading", { level: 1, name: "Kontakte" })).toBeVisible();
  await ben.goto("/portal/office/videocalls");
  await expect(overview(ben)).toBeVisible();

  const stranger = await visitors.page();
  await stranger.goto(link);
  await comeAs(stranger, "nobody@sot.example");
  await expect(stranger.getByText("Zu dieser Anmeldung gibt es hier kein Konto")).toBeVisible();
  await looksGood(stranger, "sign-in-provider-refused", "de");
  expect(await status(stranger)).toBe(401);

  const cautious = await visitors.page();
  await cautious.goto(link);
  await button(cautious, "Weiter mit Firmenkonto").press("Enter");
  await button(cautious, "Abbrechen").click();
  await expect(cautious.getByText("Die Anmeldung wurde dort abgebrochen.")).toBeVisible();
  await cautious.goto("/sign-in"); // the browser knows the service from now on
  await expect(button(cautious, "Weiter mit Firmenkonto")).toBeVisible();
  await cautious.goto("/sign-in?step=code");
  await expect(cautious.getByLabel("Code")).toBeFocused();
  await looksGood(cautious, "sign-in-provider-code", "de");
  await cautious.getByLabel("Code").fill("123456");
  await button(cautious, "Anmelden").click();
  await expect(cautious.getByText("Diese Anmeldung ist abgelaufen.")).toBeVisible();

  const office = await Office.signIn(server);
  const { user } = await (await ben.request.get("/api/session")).json();
  await office.deactivate(user.id);
  expect(await status(ben)).toBe(401);
  const again = await visitors.page({ locale: "en-GB" });
  await again.goto(link);
  await expect(button(again, "Continue with Firmenkonto")).toBeVisible();
  await looksGood(again, "sign-in-provider", "en");
  await button(again, "Continue with Firmenkonto").click();
  await again.getByLabel("Adresse", { exact: true }).fill("ben@sot.example");
  await button(again, "Weiter").click();
  await expect(again.getByText("There is no account here for this sign-in.")).toBeVisible();
  expect(await status(again)).toBe(401);

  const english = await visitors.page({ locale: "en-GB" });
  await signIn(english, server);
  await english.goto("/portal/office/settings/identity");
  await expect(english.getByLabel("Link for Firmenkonto")).toBeVisible();
  await button(english, "Change Firmenkonto").click();
  await looksGood(english, "settings-provider-change", "en");
  await english.keyboard.press("Escape");
  await button(anna, "Firmenkonto entfernen").click();
  await anna.getByRole("alertdialog").getByRole("button", { name: "Entfernen" }).click();
  await expect(anna.getByLabel("Link für Firmenkonto")).toHaveCount(0);
  await cautious.goto(link);
  await expect(cautious.getByText("Diesen Anmeldedienst gibt es nicht (mehr).")).toBeVisible();
  provider.stop();
});

const status = async (page: Page) => (await page.request.get("/api/session")).status();
