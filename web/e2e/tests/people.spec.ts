import { expect, type Page } from "@playwright/test";
import { Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** An installation without sample data: the start prints the way to its first office. */
let server: Server;
test.beforeAll(async () => {
  test.setTimeout(600_000); // its start, which may be beside a call
  server = await Server.start({ HAUSRUF_SAMPLE: "off" });
});
test.afterAll(() => server.dispose());

let visitors: Visitors;
test.beforeEach(({ browser }) => {
  visitors = new Visitors(browser, server);
});
test.afterEach(() => visitors.leave());

const printed = () => /\/portal\/setup#[0-9a-f]{64}/.exec(server.output)?.[0] ?? "";
const password = "ein Satz als Passwort";
const overview = (page: Page) => page.getByRole("heading", { level: 1, name: "Videocalls" });

async function signIn(page: Page, email: string) {
  await page.goto("/sign-in");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

test("an empty installation becomes an office in which people come and go", async () => {
  await expect.poll(printed).not.toBe("");
  const ada = await visitors.page();
  await ada.goto(printed());
  await ada.getByLabel("Name des Büros").fill("Erstes Büro");
  await ada.getByLabel("Ihr Name").fill("Ada Amt");
  await ada.getByLabel("E-Mail-Adresse").fill("ada@erstes.example");
  await ada.getByLabel("Neues Passwort").fill("kurz");
  await ada.keyboard.press("Enter");
  await expect(ada.getByText("Mindestens 10 und höchstens")).toBeVisible();
  expect(ada.url()).not.toContain("#");
  await ada.getByLabel("Neues Passwort").fill(password);
  await ada.keyboard.press("Enter");
  await expect(overview(ada)).toBeVisible();
  await expect(ada.getByRole("banner").getByText("Erstes Büro")).toBeVisible();

  const late = await visitors.page();
  await late.goto(printed());
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("Dieser Link gilt nicht mehr");

  await ada.goto("/portal/office/settings/people");
  await ada.getByRole("button", { name: "Person einladen" }).click();
  await ada.getByRole("dialog").getByLabel("E-Mail-Adresse").fill("nora@erstes.example");
  await ada.keyboard.press("Enter");
  await ada.getByRole("button", { name: "E-Mail an nora@erstes.example anzeigen" }).click();
  const link = await ada.getByRole("dialog").getByLabel("Link").inputValue();
  await ada.keyboard.press("Escape");

  const nora = await visitors.page();
  await nora.goto(link);
  await nora.getByLabel("Ihr Name").fill("Nora Neu");
  await nora.getByLabel("Neues Passwort").fill(password);
  await nora.keyboard.press("Enter");
  await expect(overview(nora)).toBeVisible();
  await nora.goto("/portal/office/settings/people");
  await expect(nora.getByText("Das verwaltet die Administration")).toBeVisible();

  await ada.reload();
  await expect(ada.getByRole("combobox", { name: "Rolle von Nora Neu" })).toHaveValue("member");
  await ada.getByRole("combobox", { name: "Rolle von Ada Amt" }).selectOption("member");
  await expect(ada.getByText("Ein Büro braucht jemanden, der es verwaltet.")).toBeVisible();
  await ada.getByRole("button", { name: "Nora Neu deaktivieren" }).click();
  await ada.getByRole("alertdialog").getByRole("button", { name: "Deaktivieren" }).click();
  await expect(ada.getByRole("button", { name: "Nora Neu aktivieren" })).toBeVisible();
  await nora.goto("/portal/office/videocalls");
  await expect(nora.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
  await signIn(nora, "nora@erstes.example");
  await expect(nora.getByRole("alert")).toContainText("stimmt nicht");

  await ada.getByRole("button", { name: "Nora Neu aktivieren" }).click();
  await expect(ada.getByRole("button", { name: "Nora Neu deaktivieren" })).toBeVisible();
  await signIn(nora, "nora@erstes.example");
  await expect(overview(nora)).toBeVisible();
  await nora.goto("/portal/office/settings/account");
  await expect(nora.getByText("Dieses Gerät")).toBeVisible();
  await nora.getByLabel("Jetziges Passwort").fill(password);
  await nora.getByLabel("Neues Passwort").fill("noch ein Satz als Passwort");
  const said = expect(nora.getByText("Ihr Passwort ist geändert")).toBeVisible(); // goes again
  await nora.keyboard.press("Enter");
  await said;
});
