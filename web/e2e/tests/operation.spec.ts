import { expect, type Page } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { fileURLToPath } from "node:url";
import { atContacts, lastCall } from "../support/calls.ts";
import { Certificate } from "../support/certificate.ts";
import { chromiumFlags } from "../support/chromium.ts";
import { command } from "../support/command.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { invite, join, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

test.setTimeout(900_000); // starts of everything

const ANNA = "anna@sot.example";
const logo = fileURLToPath(
  new URL(
    "../../../office/src/main/resources/org/hausruf/office/sample/synapse-logo-light.png",
    import.meta.url,
  ),
);

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path(tmpdir(), "hausruf-operation-"));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Anna in a call with a guest, whom she has invited. */
async function callWithGuest(anna: Page, guest: Page, title: string): Promise<string> {
  const callId = await startCall(anna, title);
  await invite(anna, { email: "marlene@gast.example", name: "Marlene Voss" });
  await join(guest, await linkFromApp(anna, callId, "marlene@gast.example"));
  await anna.keyboard.press("Escape");
  await expectSeesAndHears(guest);
  await expectSeesAndHears(anna);
  return callId;
}

test("two talk by the server's own HTTPS, and nothing of theirs goes in clear", async ({
  browser,
}) => {
  const certificate = new Certificate(folder);
  const server = await Server.start(certificate.settings);
  const visitors = new Visitors(browser, server);
  try {
    const trusting = [...chromiumFlags, certificate.flag];
    const [anna, marlene] = [await visitors.apart(trusting), await visitors.apart(trusting)];
    const asked: string[] = [];
    for (const page of [anna, marlene]) {
      page.on("request", (request) => asked.push(request.url()));
      page.on("websocket", (socket) => asked.push(socket.url()));
    }
    await signIn(anna, server);
    await callWithGuest(anna, marlene, "Verschlüsselt");
    expect(await anna.evaluate(() => location.protocol)).toBe("https:");
    expect(asked.filter((url) => url.includes("/rtc")).length).toBeGreaterThanOrEqual(2);
    expect(asked.filter((url) => /^(http|ws):/.test(url))).toEqual([]);
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});

test("an office is added beside the running server, and neither of the two sees the other", async ({
  browser,
}) => {
  const server = await Server.start(); // not the others': offices that are alone may do more
  const visitors = new Visitors(browser, server);
  try {
    await twoOffices(visitors, server);
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});

async function twoOffices(visitors: Visitors, server: Server) {
  const anna = await visitors.page();
  await signIn(anna, server);
  const annasCall = await startCall(anna, "Nur für Annas Büro");
  const zone = ["--time-zone", "America/Lima"];
  const words = ["tenant", "add", "Büro Zwei", "zoe@zwei.example", ...zone];
  const link = /^\S+\/portal\/welcome#\S+$/m.exec(await command(words, server.settings))?.[0] ?? "";

  const zoe = await visitors.page();
  await zoe.goto(link);
  await zoe.getByLabel("Ihr Name").fill("Zoe Zwei");
  await zoe.getByLabel("Neues Passwort").fill(server.password);
  await zoe.keyboard.press("Enter");
  await expect(zoe.getByRole("heading", { level: 1, name: "Videocalls" })).toBeVisible();
  await expect(zoe.getByRole("banner").getByText("Büro Zwei")).toBeVisible();
  await zoe.goto("/portal/office/settings/branding");
  await expect(zoe.getByLabel("Zeitzone des Büros")).toHaveValue("America/Lima");
  await zoe.goto("/portal/office/videocalls");
  const zoesCall = await startCall(zoe, "Nur für Zoes Büro");
  const late = await visitors.page();
  await late.goto(link);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("Dieser Link gilt nicht mehr");

  for (const [page, email, own, others, colleague] of [
    [zoe, "zoe@zwei.example", "Nur für Zoes Büro", annasCall, "Anna Berger"],
    [anna, ANNA, "Nur für Annas Büro", zoesCall, "Zoe Zwei"],
  ] as const) {
    await page.goto(`/portal/office/videocalls/${others}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Seite gibt es nicht");
    await page.goto("/portal/office/videocalls");
    await expect(page.getByText(own).first()).toBeVisible();
    await expect(page.getByText(/^Nur für/)).toHaveText([own]);
    await page.goto("/portal/office/settings/people");
    await expect(page.getByRole("main").getByText(email)).toBeVisible();
    await expect(page.getByText(colleague)).toHaveCount(0);
    await page.goto("/portal/office/contacts");
    await expect(page.getByRole("heading", { level: 1, name: "Kontakte" })).toBeVisible();
    await expect(page.getByRole("main").locator(".skeleton")).toHaveCount(0);
    await expect(page.getByText(colleague)).toHaveCount(0);
  }
}

/** What an office has that is to be there again. */
async function furnish(anna: Page, server: Server): Promise<void> {
  const [annas, bens] = [
    await Office.signIn(server),
    await Office.signIn(server, "ben@sot.example"),
  ];
  const rung = await annas.ringUp(await bens.ownId());
  await bens.handle(rung, "decline");

  await atContacts(anna, server, ANNA);
  await anna.getByRole("button", { name: "Kontakt anlegen" }).click();
  const added = anna.getByRole("dialog", { name: "Kontakt anlegen" });
  await added.getByLabel("Name").fill("Umzugsfirma");
  const said = expect(anna.getByText("Umzugsfirma wurde angelegt.")).toBeVisible(); // goes again
  await added.getByRole("button", { name: "Speichern" }).click();
  await said;

  await anna.goto("/portal/office/settings/branding");
  await anna.getByLabel("Name des Büros").fill("Lindenhof");
  const light = anna.getByRole("group", { name: "Logo auf hellem Grund" });
  const before = await light.getByRole("img").getAttribute("src");
  await light.locator('input[type="file"]').setInputFiles(logo);
  await expect(light.getByRole("img")).not.toHaveAttribute("src", before ?? "");
  const saved = expect(anna.getByText("Gespeichert", { exact: true })).toBeVisible();
  await anna.getByRole("button", { name: "Speichern", exact: true }).click();
  await saved;
}

/** The bytes of the picture in the head of every page. */
async function logoOf(page: Page): Promise<string> {
  const picture = page.getByRole("banner").getByRole("img", { name: "Lindenhof" }).first();
  const source = (await picture.getAttribute("src")) ?? "";
  const answer = await page.request.get(source);
  expect(answer.ok()).toBe(true);
  return (await answer.body()).toString("base64");
}

async function people(page: Page): Promise<string[]> {
  await page.goto("/portal/office/settings/people");
  await expect(page.getByText("ben@sot.example").first()).toBeVisible();
  return page.getByText(/^\S+@sot\.example$/).allInnerTexts();
}

test("everything is exported while two talk, and is there again in another installation", async ({
  browser,
}) => {
  const server = await Server.start();
  const file = path(folder, "backup.hausruf");
  const visitors = new Visitors(browser, server);
  let before: { people: string[]; logo: string };
  try {
    const anna = await visitors.page();
    await furnish(anna, server);
    before = { people: await people(anna), logo: await logoOf(anna) };
    const marlene = await visitors.page();
    await anna.goto("/portal/office/videocalls");
    await callWithGuest(anna, marlene, "Während der Sicherung");
    const exported = command(["export", file], server.settings);
    await expectSeesAndHears(marlene);
    expect(await exported).toContain("exported: ");
    await expectSeesAndHears(anna);
    await expectSeesAndHears(marlene);
  } finally {
    await visitors.leave();
    await server.dispose();
  }

  const moved = { HAUSRUF_DATA: path(folder, "data"), HAUSRUF_SAMPLE: "off" };
  expect(await command(["import", file], moved)).toContain("imported: ");
  const other = await Server.start(moved);
  const there = new Visitors(browser, other);
  try {
    expect(other.output).not.toContain("no office yet");
    const anna = await there.page();
    await signIn(anna, other);
    await expect(anna.getByText("Während der Sicherung").first()).toBeVisible();
    expect(await people(anna)).toEqual(before.people);
    expect(await logoOf(anna)).toBe(before.logo);
    await anna.goto("/portal/office/videocalls");
    await expect(await lastCall(anna)).toContainText("Ben AlbrechtAbgelehntAusgehend");
    await anna.getByRole("link", { name: "Kontakte" }).click();
    await expect(anna.getByText("Umzugsfirma").first()).toBeVisible();
    await anna.goto("/portal/office/settings/audit");
    // The line of the export came after the file was whole.
    const lines = anna.getByRole("main").getByRole("listitem");
    const imported = lines.filter({ hasText: "Alles aus einer Datei importiert" });
    await expect(imported).toHaveCount(1);
  } finally {
    await there.leave();
    await other.dispose();
  }
});
