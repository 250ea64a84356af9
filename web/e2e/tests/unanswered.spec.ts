import { expect } from "@playwright/test";
import {
  ANNA,
  atContacts,
  BEN,
  call,
  colleague,
  colleagues,
  dock,
  lastCall,
  pickUp,
  ringing,
} from "../support/calls.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/test.ts";
import { listen, notesOf } from "../support/tones.ts";

const standard = [120, false] as const;
/** Short, and long enough to be seen. */
const short = 25;

test("no answer: both are told, and it is a missed call in the log and at the badge", async ({
  visitors,
  server,
}) => {
  const office = await Office.signIn(server);
  await office.ring(short, false);
  try {
    await (await Office.signIn(server, BEN)).seeMissed();
    const { anna, ben } = await colleagues(visitors, server);
    await lastCall(ben);
    await ben.getByRole("link", { name: "Videocalls" }).click();
    await call(anna, "Ben Albrecht");
    await expect(ringing(ben, "Anna Berger")).toBeVisible();
    await expect(ben.getByText("Verpasster Anruf von Anna Berger")).toBeVisible(); // goes again
    await expect(ringing(ben, "Anna Berger")).toBeHidden();
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Keine Antwort");
    await expect(ben.getByText("1 verpasster Anruf")).toBeAttached();
    await expect(await lastCall(ben)).toContainText("Anna BergerVerpasstEingehend");
    await expect(ben.getByText("1 verpasster Anruf")).toHaveCount(0); // seen
    await expect(await lastCall(anna)).toContainText("Ben AlbrechtKeine AntwortAusgehend");
    await expect.poll(() => office.roomsOfCalls()).toEqual([]);
  } finally {
    await office.ring(...standard);
  }
});

test("a user without any device: the caller is told so, and it is a missed call when they come in", async ({
  visitors,
  server,
}) => {
  const office = await Office.signIn(server);
  await office.ring(short, false);
  try {
    const anna = await visitors.page();
    await atContacts(anna, server, ANNA);
    await expect(colleague(anna, "Ben Albrecht")).toContainText("Offline");
    await pickUp(anna, "Ben Albrecht");
    await expect(dock(anna, "Ben Albrecht")).toContainText(
      "Die andere Seite hat Hausruf gerade nicht geöffnet.",
    );
    const status = dock(anna, "Ben Albrecht").getByRole("status");
    await expect(status).toHaveText("Wird angerufen …");
    await expect(status).toHaveText("Keine Antwort");
    await expect(await lastCall(anna)).toContainText("Ben AlbrechtKeine AntwortAusgehend");

    const ben = await visitors.page();
    await atContacts(ben, server, BEN);
    await expect(ben.getByText("1 verpasster Anruf")).toBeAttached();
    await expect(ringing(ben, "Anna Berger")).toHaveCount(0);
    await expect(await lastCall(ben)).toContainText("Anna BergerVerpasstEingehend");
  } finally {
    await office.ring(...standard);
  }
});

test("do not disturb: colleagues see it, nothing rings, and it is a missed call", async ({
  visitors,
  server,
}) => {
  const { anna, ben } = await colleagues(visitors, server);
  await listen(ben);
  await lastCall(ben);
  await ben.reload();
  const office = await Office.signIn(server, BEN);
  const before = (await office.lastCallAt()) ?? "";
  await office.doNotDisturb(true);
  try {
    await expect(colleague(anna, "Ben Albrecht")).toContainText("Nicht stören");
    await pickUp(anna, "Ben Albrecht");
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Besetzt");
    const newest = ben.getByRole("main").getByRole("listitem").first();
    await expect(newest.getByRole("time")).not.toHaveAttribute("datetime", before);
    await expect(newest).toContainText("Anna BergerVerpasstEingehend");
    await expect(ringing(ben, "Anna Berger")).toHaveCount(0);
    expect(await notesOf(ben)).toEqual([]);
    await expect(await lastCall(anna)).toContainText("Ben AlbrechtBesetztAusgehend");
  } finally {
    await office.doNotDisturb(false);
  }
});
