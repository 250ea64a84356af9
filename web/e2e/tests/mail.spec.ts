import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { mailOffice } from "../support/mailOffice.ts";
import { from, text } from "../support/mailServer.ts";
import { Office } from "../support/office.ts";
import { signIn, startCall } from "../support/people.ts";
import { test } from "../support/test.ts";

const office = mailOffice();

/** Of a planned call that begins in little more than a quarter of an hour. */
const REMINDED = "marlene@voss.example";
test.beforeAll(async () => {
  const anna = await Office.signIn(office.server);
  await anna.planAndInvite(beginningSoon(), REMINDED);
});

/** A full minute, so that mail of it goes out before the reminder, and that within two minutes. */
function beginningSoon(): Date {
  const toTellOf = 60_000;
  const minutes = Math.ceil((Date.now() + 15 * 60_000 + toTellOf) / 60_000);
  return new Date(minutes * 60_000);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function add(anna: Page, email: string, name: string) {
  await button(anna, "Adresse hinzufügen").click();
  const dialog = anna.getByRole("dialog", { name: "Adresse hinzufügen" });
  await dialog.getByLabel("E-Mail-Adresse").fill(email);
  await dialog.getByLabel("Name des Absenders").fill(name);
  return dialog;
}

async function confirm(email: string): Promise<Page> {
  const reader = await office.visitors.page();
  await reader.goto(await office.linkTo(email, "sender"));
  await expect(reader.getByText(`unter der Adresse ${email} verschicken`)).toBeVisible();
  expect(reader.url()).not.toContain("#");
  return reader;
}

test("an office sends as addresses that their readers have confirmed", async () => {
  const anna = await office.visitors.page();
  await signIn(anna, office.server);
  await anna.goto("/portal/office/settings/senders");
  await expect(anna.getByText("Noch keine.")).toBeVisible();
  const dialog = await add(anna, "kanzlei@sot.example", "Kanzlei");
  await looksGood(anna, "settings-sender-dialog", "de");
  await dialog.getByLabel("E-Mail-Adresse").press("Enter");
  await expect(anna.getByText(/^Noch nicht bestätigt/)).toBeVisible();

  const reader = await confirm("kanzlei@sot.example");
  await looksGood(reader, "sender-confirm", "de");
  const used = await office.linkTo("kanzlei@sot.example", "sender");
  await button(reader, "Adresse bestätigen").focus();
  await reader.keyboard.press("Enter");
  await expect(reader.getByRole("heading", { name: "Adresse bestätigt" })).toBeVisible();
  await looksGood(reader, "sender-confirmed", "de");
  const late = await office.visitors.page();
  await late.goto(used);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("Dieser Link gilt nicht mehr");

  await anna.reload();
  await expect(anna.getByText("Bestätigt, Standard")).toBeVisible();
  await button(anna, "Adresse hinzufügen").press("Enter");
  await expect(anna.getByRole("dialog")).toBeVisible();
  await anna.keyboard.press("Escape");
  await expect(anna.getByRole("dialog")).toHaveCount(0);
  const another = await add(anna, "rechnung@sot.example", "Rechnung");
  await another.getByRole("button", { name: "Hinzufügen" }).click();
  const second = await confirm("rechnung@sot.example");
  await button(second, "Adresse bestätigen").click();
  await expect(second.getByRole("heading", { name: "Adresse bestätigt" })).toBeVisible();
  office.mails.refused.add("weg@sot.example");
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
    .poll(() => from(office.mails.to("eins@gast.example")))
    .toBe("Kanzlei <kanzlei@sot.example>");
  await inviting.getByLabel("Absender").selectOption({ label: "Rechnung (rechnung@sot.example)" });
  office.mails.refused.add("zwei@gast.example");
  await inviting.getByLabel("E-Mail-Adresse").fill("zwei@gast.example");
  await anna.keyboard.press("Enter");
  await expect(
    inviting.getByText("Der Mailserver nimmt für diese Adresse nichts an."),
  ).toBeVisible();
  await looksGood(anna, "invite-refused", "de");
  office.mails.refused.delete("zwei@gast.example");
  await button(anna, "Erneut senden an zwei@gast.example").click();
  await expect(inviting.getByText(/^gesendet, gilt bis/)).toHaveCount(2);
  await expect
    .poll(() => from(office.mails.to("zwei@gast.example")))
    .toBe("Rechnung <rechnung@sot.example>");
});

test("a colleague's invitation that was refused says why, and goes out when sent again", async () => {
  const anna = await office.visitors.page();
  await signIn(anna, office.server);
  office.mails.refused.add("nora@sot.example");
  await anna.goto("/portal/office/settings/people");
  await button(anna, "Person einladen").click();
  await anna.getByRole("dialog").getByLabel("E-Mail-Adresse").fill("nora@sot.example");
  await anna.keyboard.press("Enter");
  const said = anna.getByText("Nicht gesendet: Der Mailserver nimmt für diese Adresse nichts an.");
  await expect(said).toBeVisible();
  await looksGood(anna, "people-refused", "de");
  office.mails.refused.delete("nora@sot.example");
  await button(anna, "nora@sot.example: erneut senden").click();
  await expect(said).toHaveCount(0);
  await expect(anna.getByText(/Gesendet: /)).toBeVisible();
});

test("guests are reminded of a planned call by a mail with their way in", async () => {
  const reminder = () => office.mails.received.filter(({ to }) => to === REMINDED)[1];
  await expect.poll(() => reminder() !== undefined, { timeout: 240_000 }).toBe(true);
  const mail = reminder() ?? { to: REMINDED, raw: "" };
  expect(text(mail)).toContain("der Videocall beginnt bald.");
  expect(mail.raw).not.toContain("text/calendar");

  const marlene = await office.visitors.page();
  await marlene.goto(/https?:\/\/\S+\/join\/\S+\?t=[0-9a-f]{64}/.exec(text(mail))?.[0] ?? "");
  await marlene.getByLabel("Ihr Name im Videocall").fill("Marlene Voss");
  await button(marlene, "Beitreten").click();
  await expect(marlene.getByText("Anna Berger ist noch nicht da.")).toBeVisible();
});
