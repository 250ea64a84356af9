import { expect } from "@playwright/test";
import { call, colleagues, dock, lastCall, ringing } from "../support/calls.ts";
import { expectHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

test("killed while it rings and while two talk, the server tells both what became of their calls", async ({
  browser,
  media,
}) => {
  test.setTimeout(900_000); // three starts
  const server = await Server.start({}, media);
  const visitors = new Visitors(browser, server);
  try {
    await (await Office.signIn(server)).ring(120, false);
    const { anna, ben } = await colleagues(visitors, server);
    await call(anna, "Ben Albrecht");
    await expect(ringing(ben, "Anna Berger")).toBeVisible();
    await server.kill();
    const withTheStart = { timeout: 300_000 }; // each comes back at a time of its own
    const missed = expect(ben.getByText("Verpasster Anruf von Anna Berger")).toBeVisible(
      withTheStart, // goes again
    );
    const annas = dock(anna, "Ben Albrecht").getByRole("status");
    const failed = expect(annas).toHaveText("Anruf fehlgeschlagen", withTheStart);
    await server.start();
    await Promise.all([missed, failed]);
    await expect(ringing(ben, "Anna Berger")).toBeHidden();
    await expect(await lastCall(anna)).toContainText("Ben AlbrechtFehlgeschlagenAusgehend");
    await expect(await lastCall(ben)).toContainText("Anna BergerFehlgeschlagenEingehend");

    await anna.getByRole("link", { name: "Kontakte" }).click();
    await call(anna, "Ben Albrecht");
    await ringing(ben, "Anna Berger").getByRole("button", { name: "Annehmen" }).click();
    await expectHears(ben);
    await expectHears(anna);
    await server.kill();
    const told = Promise.all(
      [annas, dock(ben, "Anna Berger").getByRole("status")].map((status) =>
        expect(status).toContainText("Anruf beendet", withTheStart),
      ),
    );
    await server.start();
    await told;
    await expect(await lastCall(anna)).toContainText("Ben AlbrechtAngenommenAusgehend");
    await expect(await lastCall(ben)).toContainText("Anna BergerAngenommenEingehend");
    await expect(ringing(ben, "Anna Berger")).toHaveCount(0);
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});
