import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { from, MailServer, text } from "../support/mailServer.ts";
import { signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** An installation that really sends, to a mail server of the test's own. */
let mails: MailServer;
let server: Server;
test.beforeAll(async () => {
  test.setTimeout(600_000); // its start, which may be beside a call
  mails = await MailServer.start();
  server = await Server.start({ HAUSRUF_SMTP_URL: mails.url });
});
test.afterAll(async () => {
  await server.dispose();
  mails.stop();
});
test.setTimeout(600_000); // pictures, and axe at each of them

let visitors: Visitors;
test.beforeEach(({ browser }) => {
  visitors = new Visitors(browser, server);
});
test.afterEach(() => visitors.leave());

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function add(anna: Page, email: string, name: string) {
  await button(anna, "Adresse hinzufügen").click();
  const dialog = anna.getByRole("dialog", { name: "Adresse hinzufügen" });
  await dialog.getByLabel("E-Mail-Adresse").fill(email);
  await dialog.getByLabel("Name des Absenders").fill(name);
  return dialog;
}

/** In the mail that went there. */
function linkTo(email: string): string {
  const mail = mails.to(email);
  return (mail && /\/portal\/sender#[0-9a-f-]{36}\.[0-9a-f]{64}/.exec(text(mail))?.[0]) ?? "";
}

async function confirm(email: string): Promise<Page> {
  await expect.poll(() => linkTo(email)).not.toBe("");
  const reader = await visitors.page();
  await reader.goto(linkTo(email));
  await expect(reader.getByText(`unter der Adresse ${email} verschicken`)).toBeVisible();
  expect(reader.url()).not.toContain("#");
  return reader;
}

test("an office sends as addresses that their readers have confirmed", async () => {
  const anna = await visitors.page();
  await signIn(anna, server);
  await anna.goto("/portal/office/settings/senders");
  await expect(anna.getByText("Noch keine.")).toBeVisible();
  const dialog = await add(anna, "kanzlei@sot.example", "Kanzlei");
  await looksGood(anna, "settings-sender-dialog", "de");
  await dialog.getByLabel("E-Mail-Adresse").press("Enter");
  await expect(anna.getByText(/^Noch nicht bestätigt/)).toBeVisible();

  const reader = await confirm("kanzlei@sot.example");
  await looksGood(reader, "sender-confirm", "de");
  const used = linkTo("kanzlei@sot.example");
  await button(reader, "Adresse bestätigen").focus();
  await reader.keyboard.press("Enter");
  await expect(reader.getByRole("heading", { name: "Adresse bestätigt" })).toBeVisible();
  await looksGood(reader, "sender-confirmed", "de");
  const late = await visitors.page();
  await late.goto(used);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("Dieser Link gilt nicht mehr");

  await anna.reload();
  await expect(anna.getByText("Bestätigt, Standard")).toBeVisible();
  await button(anna, "Adresse hinzufügen").press("Enter");
  await anna.keyboard.press("Escape");
  await expect(anna.getByRole("dialog")).toHaveCount(0);
  const another = await add(anna, "rechnung@sot.example", "Rechnung");
  await another.getByRole("button", { name: "Hinzufügen" }).click();
  const second = await confirm("rechnung@sot.example");
  await button(second, "Adresse bestätigen").click();
  await expect(second.getByRole("heading", { name: "Adresse bestätigt" })).toBeVisible();
  mails.refused.add("weg@sot.example");
  await (await add(anna, "weg@sot.example", "Weg")).getByLabel("E-Mail-Adresse").press("Enter");
  await expect(anna.getByText("Der Mailserver nimmt für diese Adresse nichts an.")).toBeVisible();
  await anna.reload();
  await expect(button(anna, "rechnung@sot.example als Standard")).toBeVisible();
  await looksGood(anna, "settings-senders", "de");

  await anna.goto("/portal/office/videocalls");
  await startCall(anna, "Post");
  await anna.getByRole("button", { name: "Einladen" }).click();
  const inviting = anna.getByRole("dialog", { name: "Gast einladen" });
  await inviting.getByLabel("E-Mail-Adresse").fill("eins@gast.example");
  await anna.keyboard.press("Enter");
  await expect(inviting.getByText(/^gesendet, gilt bis/)).toBeVisible();
  await expect
    .poll(() => from(mails.to("eins@gast.example")))
    .toBe("Kanzlei <kanzlei@sot.example>");
  await inviting.getByLabel("Absender").selectOption({ label: "Rechnung (rechnung@sot.example)" });
  mails.refused.add("zwei@gast.example");
  await inviting.getByLabel("E-Mail-Adresse").fill("zwei@gast.example");
  await anna.keyboard.press("Enter");
  await expect(
    inviting.getByText("Der Mailserver nimmt für diese Adresse nichts an."),
  ).toBeVisible();
  await looksGood(anna, "invite-refused", "de");
  mails.refused.delete("zwei@gast.example");
  await button(anna, "Erneut senden an zwei@gast.example").click();
  await expect(inviting.getByText(/^gesendet, gilt bis/)).toHaveCount(2);
  await expect
    .poll(() => from(mails.to("zwei@gast.example")))
    .toBe("Rechnung <rechnung@sot.example>");
});

test("a colleague's invitation that was refused says why, and goes out when sent again", async () => {
  const anna = await visitors.page();
  await signIn(anna, server);
  mails.refused.add("nora@sot.example");
  await anna.goto("/portal/office/settings/people");
  await button(anna, "Person einladen").click();
  await anna.getByRole("dialog").getByLabel("E-Mail-Adresse").fill("nora@sot.example");
  await anna.keyboard.press("Enter");
  const said = anna.getByText("Nicht gesendet: Der Mailserver nimmt für diese Adresse nichts an.");
  await expect(said).toBeVisible();
  await looksGood(anna, "people-refused", "de");
  mails.refused.delete("nora@sot.example");
  await button(anna, "nora@sot.example: erneut senden").click();
  await expect(said).toHaveCount(0);
  await expect(anna.getByText(/Gesendet: /)).toBeVisible();
});
