import { expect } from "@playwright/test";
import {
  ANNA,
  atContacts,
  BEN,
  call,
  colleague,
  dock,
  lastCall,
  ringing,
} from "../support/calls.ts";
import { Cable } from "../support/cable.ts";
import { expectHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { Visitors } from "../support/people.ts";
import { freePort } from "../support/ports.ts";
import { Relay } from "../support/relay.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";
import { forgetNotes, listen, notesOf, RING_NOTE } from "../support/tones.ts";

/** Ringing calls over lines that break: each side is told the truth, at once or as soon as its line is back. */
test.setTimeout(600_000); // clients look for the server for most of a minute

let server: Server;
let relay: Relay;
test.beforeAll(async ({ media }) => {
  test.setTimeout(600_000);
  const udpPort = await freePort();
  relay = await Relay.to(udpPort);
  server = await Server.start(
    {
      HAUSRUF_UDP: `127.0.0.1:${udpPort}`,
      HAUSRUF_TCP: "off",
      HAUSRUF_MEDIA_ADDRESS: relay.address,
    },
    media,
  );
  await (await Office.signIn(server)).ring(120, false);
});
test.afterAll(async () => {
  await server.dispose();
  relay.close();
});

let visitors: Visitors;
let cables: Cable[];
test.beforeEach(({ browser }) => {
  visitors = new Visitors(browser, server);
  cables = [];
});
test.afterEach(async () => {
  relay.loss = 0;
  await visitors.leave();
  for (const cable of cables) cable.close();
});

async function layCable(): Promise<Cable> {
  const cable = await Cable.lay(relay);
  cables.push(cable);
  return cable;
}

test("whose line breaks while they are rung is rung again, and told of what they missed", async () => {
  const cable = await layCable();
  const anna = await visitors.page();
  const ben = await visitors.page(cable.options);
  await listen(ben);
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await expect(ringing(ben, "Anna Berger")).toBeVisible();

  await cable.cut(ben);
  await expect(colleague(anna, "Ben Albrecht")).toContainText("Offline");
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Wird angerufen …");
  await expect(dock(anna, "Ben Albrecht")).toContainText(
    "Die andere Seite hat Hausruf gerade nicht geöffnet.",
  );
  cable.mend();
  await expect(colleague(anna, "Ben Albrecht")).toContainText("Erreichbar");
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Es klingelt …");
  await forgetNotes(ben);
  await expect.poll(() => notesOf(ben)).toContain(RING_NOTE);
  await expect(ringing(ben, "Anna Berger")).toBeVisible();

  await cable.cut(ben);
  await expect(colleague(anna, "Ben Albrecht")).toContainText("Offline");
  await dock(anna, "Ben Albrecht").getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Anruf abgebrochen");
  const said = expect(ben.getByText("Verpasster Anruf von Anna Berger")).toBeVisible(); // goes again
  cable.mend();
  await said;
  await expect(ringing(ben, "Anna Berger")).toBeHidden();
  await expect(ben).toHaveTitle("Kontakte – System of a Town");
  await expect(ben.getByText("1 verpasster Anruf")).toBeAttached();
  await expect(await lastCall(ben)).toContainText("Anna BergerVerpasstEingehend");
  await expect(await lastCall(anna)).toContainText("Ben AlbrechtAbgebrochenAusgehend");
});

test("whose line breaks for long while they ring has given up, and both are told", async () => {
  const cable = await layCable();
  const anna = await visitors.page(cable.options);
  const ben = await visitors.page();
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await expect(ringing(ben, "Anna Berger")).toBeVisible();

  const missed = expect(ben.getByText("Verpasster Anruf von Anna Berger")).toBeVisible(); // goes again
  await cable.cut(anna);
  await missed;
  await expect(ringing(ben, "Anna Berger")).toBeHidden();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Es klingelt …");
  const told = expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText(
    "Anruf abgebrochen", // goes again
  );
  cable.mend();
  await told;
  await expect(await lastCall(anna)).toContainText("Ben AlbrechtAbgebrochenAusgehend");
  await expect(await lastCall(ben)).toContainText("Anna BergerVerpasstEingehend");
});

test("whose line breaks while they talk is missed by the other, comes back, and hears what became of the call", async () => {
  const cable = await layCable();
  const anna = await visitors.page();
  const ben = await visitors.page(cable.options);
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Annehmen" }).click();
  await expectHears(ben);
  await expectHears(anna);

  await cable.cut(ben);
  await expect(dock(ben, "Anna Berger").getByRole("status")).toContainText("wiederhergestellt");
  await expect(dock(anna, "Ben Albrecht")).toContainText("gerade keine Verbindung");
  cable.mend();
  await expectHears(ben);
  await expectHears(anna);
  await expect(dock(ben, "Anna Berger").getByRole("timer")).toBeVisible();
  await expect(dock(anna, "Ben Albrecht")).not.toContainText("gerade keine Verbindung");

  await cable.cut(ben);
  await expect(dock(ben, "Anna Berger").getByRole("status")).toContainText("wiederhergestellt");
  await dock(anna, "Ben Albrecht").getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet, ");
  const told = expect(dock(ben, "Anna Berger").getByRole("status")).toContainText(
    "Anruf beendet, ", // goes again
  );
  cable.mend();
  await told;
  await expect(await lastCall(anna)).toContainText(/Ben AlbrechtAngenommenAusgehend\d+ (s|min)/);
  await expect(await lastCall(ben)).toContainText(/Anna BergerAngenommenEingehend\d+ (s|min)/);
});

test("when no packet of media gets through, both are told, and hear each other as soon as one does", async () => {
  const anna = await visitors.page();
  const ben = await visitors.page();
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Annehmen" }).click();
  await expectHears(ben);
  await expectHears(anna);

  relay.loss = 1;
  for (const side of [dock(anna, "Ben Albrecht"), dock(ben, "Anna Berger")])
    await expect(side.getByRole("status")).toContainText("wiederhergestellt");
  relay.loss = 0;
  await expectHears(ben);
  await expectHears(anna);
  await expect(dock(anna, "Ben Albrecht").getByRole("timer")).toBeVisible();
  await ben.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
});
