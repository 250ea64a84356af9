import { expect, type Page } from "@playwright/test";
import { type Language, locales, looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** States that few people ever see, in every look; see `looksGood`. */
let server: Server;
test.beforeAll(async ({ media }) => {
  server = await Server.start({ HAUSRUF_SMTP_URL: "smtp://127.0.0.1:1" }, media); // nobody listens there
});
test.afterAll(() => server.dispose());

test.setTimeout(600_000); // many pictures, and axe at each of them

let visitors: Visitors;
test.beforeEach(({ browser }) => {
  visitors = new Visitors(browser, server);
});
test.afterEach(() => visitors.leave());

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en) });
  const person = () => visitors.page({ locale: locales[language as Language] });
  const email = t("ben@sot.example", "anna@sot.example");

  async function signIn(page: Page) {
    await page.goto("/sign-in");
    await page.getByRole("textbox", { name: /E-Mail|E-mail/ }).fill(email);
    await page.locator('input[type="password"]').fill(server.password);
    await page.keyboard.press("Enter");
    await expect(button(page, "Neuen Videocall starten", "Start a new")).toBeVisible();
  }

  test(`mail that cannot be sent, a shared screen, two windows (${language})`, async () => {
    const host = await person();
    await signIn(host);
    const office = await Office.signIn(server, email);
    const callId = await office.startCall(t("Angebotsbesprechung", "Quotation"));
    await host.goto(`/portal/office/videocalls/${callId}`);
    await button(host, "Gast einladen", "Invite a guest").click();
    const address = host.getByRole("textbox", { name: /E-Mail|E-mail/ });
    await address.fill("p.vogt@lindenhof.example");
    await host.keyboard.press("Enter");
    const guest = host.getByRole("listitem").filter({ hasText: "p.vogt@" });
    await expect(guest).toContainText(t("nicht gesendet", "not sent"));
    await looks(host, "invite-mail-failed");
    await host.keyboard.press("Escape");

    await button(host, "Teilen: Bildschirm zeigen", "Share").click();
    await expect(button(host, "Teilen des Bildschirms beenden", "Stop sharing")).toBeVisible();
    await looks(host, "room-sharing");

    const other = await host.context().newPage();
    await other.goto(`/portal/office/videocalls/${callId}`);
    await expect(
      host.getByRole("heading", {
        name: t("Der Videocall läuft in einem anderen Fenster", "continues in another window"),
      }),
    ).toBeVisible();
    await looks(host, "over-duplicate");
  });

  test(`a link whose time is over (${language})`, async () => {
    const guest = await person();
    const link = "/portal/office/videocalls/join/01a1fd8d-0d25-74da-a4b3-134172823a4f";
    await guest.route("**/api/invites/*/preview", (route) =>
      route.fulfill({
        status: 410,
        contentType: "application/problem+json",
        body: JSON.stringify({ title: "Invite expired", status: 410, code: "invite-expired" }),
      }),
    );
    await guest.goto(`${link}?t=${"0".repeat(64)}`);
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText(
      t("Dieser Link ist abgelaufen", "This link has expired"),
    );
    await looks(guest, "join-expired");
  });

  test(`too many attempts to sign in (${language})`, async () => {
    const stranger = await person();
    await stranger.goto("/sign-in");
    const wrong = { email: `nobody-${language}@sot.example`, password: "wrong" };
    await expect
      .poll(async () => (await stranger.request.post("/api/session", { data: wrong })).status())
      .toBe(429);
    await stranger.getByRole("textbox", { name: /E-Mail|E-mail/ }).fill(wrong.email);
    await stranger.locator('input[type="password"]').fill(wrong.password);
    await stranger.keyboard.press("Enter");
    await expect(stranger.getByRole("alert").first()).toBeVisible();
    await looks(stranger, "sign-in-too-many");
  });
}
