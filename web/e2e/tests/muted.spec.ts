import { expect } from "@playwright/test";
import { EventEmitter, once } from "node:events";
import { ANNA, atContacts, BEN, call, dock, ringing } from "../support/calls.ts";
import { expectHears, expectSilent, loudness } from "../support/media.ts";
import { test } from "../support/test.ts";

test("who mutes before the line is there stays muted, also when the page is loaded again", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  const ben = await visitors.page();
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await ben.routeWebSocket(/\/rtc\b/, async (signalling) => {
    await opened;
    signalling.connectToServer();
  });
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Annehmen" }).click();
  await ben.getByRole("button", { name: "Mikrofon ausschalten" }).click();
  await expect(ben.getByRole("button", { name: "Mikrofon einschalten" })).toBeVisible();
  gate.emit("open");
  await expectHears(ben);
  await expect(dock(anna, "Ben Albrecht")).toContainText("Stumm");
  await expectSilent(anna, "audioPackets");
  expect(await loudness(ben)).toBe(0);

  await ben.reload();
  await expectHears(ben);
  await expect(ben.getByRole("button", { name: "Mikrofon einschalten" })).toBeVisible();
  await expect(dock(anna, "Ben Albrecht")).toContainText("Stumm");
  await expectSilent(anna, "audioPackets");
  expect(await loudness(ben)).toBe(0);

  await ben.getByRole("button", { name: "Mikrofon einschalten" }).click();
  await expectHears(anna);
  await ben.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
});
