import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { test } from "../support/ownServer.ts";
import { invite, join, linkFromApp, signIn, startCall } from "../support/people.ts";

test.setTimeout(600_000); // many pictures, and axe at each of them

const section = "/portal/office/settings/retention";
const email = "marlene@voss.example";

const rows = (page: Page) => page.getByRole("list", { name: /Einträge|Entries/ });

test("an admin says for how long things are kept, by keyboard, and the audit log tells", async ({
  person,
  server,
}) => {
  const anna = await person("de");
  await signIn(anna, server);
  await anna.goto(section);
  const meetings = anna.getByLabel("Videocalls", { exact: true });
  await expect(meetings).toHaveValue("");
  await looksGood(anna, "settings-retention", "de");
  await meetings.fill("3");
  await anna.keyboard.press("Enter");
  await expect(meetings).toHaveAttribute("aria-invalid", "true");
  await looksGood(anna, "settings-retention-wrong", "de");
  await meetings.fill("180");
  await anna.keyboard.press("Enter");
  const question = anna.getByRole("alertdialog", { name: "Ältere Daten löschen?" });
  await expect(question.getByRole("button", { name: "Abbrechen" })).toBeFocused();
  await looksGood(anna, "settings-retention-shorter", "de");
  await anna.keyboard.press("Tab");
  const said = expect(anna.getByText("Gespeichert", { exact: true })).toBeVisible(); // goes again
  await anna.keyboard.press("Enter");
  await said;
  await expect(question).toBeHidden();
  await anna.reload();
  await expect(meetings).toHaveValue("180");
  await anna.goto("/portal/office/settings/audit");
  await expect(rows(anna)).toContainText("Aufbewahrung geändert");
  await expect(rows(anna)).toContainText("Videocalls: 180 Tage");

  const carla = await person("en");
  await signIn(carla, server, "carla@synapse.example");
  await carla.goto(section);
  await expect(carla.getByLabel("Video calls", { exact: true })).toHaveValue("");
  await looksGood(carla, "settings-retention", "en");
  const ben = await person("de");
  await signIn(ben, server, "ben@sot.example");
  await ben.goto(section);
  await expect(ben.getByText("Das verwaltet die Administration")).toBeVisible();
});

test("a guest who is erased is out of the call, and out of what the office knows", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Planung");
  await invite(anna, { email, name: "Marlene Voss" });
  const link = await linkFromApp(anna, callId, email);
  await anna.keyboard.press("Escape");
  const marlene = await visitors.page();
  await join(marlene, link);
  await expectSeesAndHears(marlene);

  const desk = await anna.context().newPage();
  await desk.goto(section);
  await desk.getByLabel("E-Mail-Adresse").fill(email);
  await desk.keyboard.press("Enter");
  const question = desk.getByRole("alertdialog", { name: `${email} löschen?` });
  await expect(question.getByRole("textbox")).toBeFocused();
  await looksGood(desk, "erase-address", "de");
  await desk.keyboard.type("somebody@else.example");
  await desk.keyboard.press("Enter");
  await expect(question.getByText("Das stimmt nicht überein.")).toBeVisible();
  await question.getByRole("textbox").fill(email);
  await desk.keyboard.press("Enter");
  await expect(question).toBeHidden();

  await expect(
    marlene.getByRole("heading", { name: "Sie sind nicht mehr im Videocall" }),
  ).toBeVisible();
  await marlene.goto(link);
  await expect(marlene.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(marlene.getByRole("button", { name: "Beitreten" })).toHaveCount(0);
  const known = await desk.evaluate(
    async (call) =>
      Promise.all(
        ["", "/invites", "/participants"].map(async (part) =>
          (await fetch(`/api/video-calls/${call}${part}`)).text(),
        ),
      ),
    callId,
  );
  expect(known.join()).not.toMatch(/marlene|voss/i);
  expect(known.join()).toContain("Gelöschte Person");
});

test("a colleague who is erased is gone from the pages, and their calls stay counted", async ({
  person,
  server,
}) => {
  const carla = await person("en");
  await signIn(carla, server, "carla@synapse.example");
  await carla.goto("/portal/office/settings/people");
  await carla.getByRole("button", { name: /^Deactivate Deniz/ }).click();
  await carla.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await carla.getByRole("button", { name: /^Erase Deniz/ }).click();
  const question = carla.getByRole("alertdialog", { name: /^Erase Deniz/ });
  await expect(question.getByRole("textbox")).toBeFocused();
  await looksGood(carla, "erase-account", "en");
  await carla.keyboard.type("deniz@synapse.example");
  await carla.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(carla.getByRole("button", { name: /Deniz/ })).toHaveCount(0);
  await expect(carla.getByText("deniz@synapse.example")).toHaveCount(0);
  await carla.goto("/portal/office/settings/audit");
  await expect(rows(carla)).toContainText("Person erased");
  await expect(rows(carla)).not.toContainText("Deniz");
  await looksGood(carla, "settings-audit-erased", "en");
});
