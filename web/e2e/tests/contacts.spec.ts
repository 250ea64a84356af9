import { expect } from "@playwright/test";
import { ANNA, atContacts, BEN, dock, lastCall, ringing } from "../support/calls.ts";
import { test } from "../support/test.ts";

test("a contact is written down, found, called, changed and deleted", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  const ben = await visitors.page();
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await anna.getByRole("button", { name: "Kontakt anlegen" }).click();
  const added = anna.getByRole("dialog", { name: "Kontakt anlegen" });
  await added.getByLabel("Name").fill("Bens Werkstatt");
  await added.getByLabel("Art").selectOption("Lead");
  await added.getByLabel("Person im Team").selectOption("Ben Albrecht");
  const said = expect(anna.getByText("Bens Werkstatt wurde angelegt.")).toBeVisible(); // goes again
  await added.getByRole("button", { name: "Speichern" }).click();
  await said;

  await anna.getByRole("searchbox").fill("werkst");
  const row = anna.getByRole("main").getByRole("listitem").filter({ hasText: "Bens Werkstatt" });
  await expect(row).toContainText("Lead");
  await expect(row).toContainText("Erreichbar");
  await anna.getByRole("button", { name: "Bens Werkstatt anrufen" }).click();
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Ablehnen" }).click();
  await expect(dock(anna, "Bens Werkstatt").getByRole("status")).toHaveText("Anruf abgelehnt");

  await row.getByRole("button", { name: "Bens Werkstatt bearbeiten" }).click();
  const edited = anna.getByRole("dialog", { name: "Kontakt bearbeiten" });
  await edited.getByLabel("Firma").fill("Werkstatt Albrecht");
  await edited.getByRole("button", { name: "Speichern" }).click();
  await expect(row).toContainText("Werkstatt Albrecht");
  await row.getByRole("button", { name: "Bens Werkstatt bearbeiten" }).click();
  await edited.getByRole("button", { name: "Löschen" }).click();
  await edited.getByRole("button", { name: "Wirklich löschen?" }).click();
  await expect(row).toHaveCount(0);
  await expect(await lastCall(anna)).toContainText("Ben AlbrechtAbgelehntAusgehend");
});
