import { expect } from "@playwright/test";
import {
  atContacts,
  colleague,
  dock,
  lastCall,
  pickUp,
  ringing,
  secondCall,
} from "../support/calls.ts";
import { expectHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";
import { forgetNotes, GENTLE_NOTE, listen, notesOf } from "../support/tones.ts";

/** An office of three, which the sample has not. */
const people = { Ada: "ada@drei.example", Nora: "nora@drei.example", Timo: "timo@drei.example" };
let server: Server;
let office: Office;
test.beforeAll(async () => {
  test.setTimeout(600_000); // its start, which may be beside a call
  server = await Server.start({ HAUSRUF_SAMPLE: "off" });
  office = await Office.setUp(server, "Ada Amt", people.Ada);
  await office.hire(server, "Nora Neu", people.Nora);
  await office.hire(server, "Timo Tal", people.Timo);
  await office.ring(120, false);
});
test.afterAll(() => server.dispose());

let visitors: Visitors;
test.beforeEach(({ browser }) => {
  visitors = new Visitors(browser, server);
});
test.afterEach(() => visitors.leave());

test("who talks is busy to a third, or hears them gently where the office wants it, and can change over", async () => {
  const ada = await visitors.page();
  const nora = await visitors.page();
  const timo = await visitors.page();
  await listen(nora);
  await atContacts(ada, server, people.Ada);
  await atContacts(timo, server, people.Timo);
  await atContacts(nora, server, people.Nora);
  await pickUp(ada, "Nora Neu");
  await ringing(nora, "Ada Amt").getByRole("button", { name: "Annehmen" }).click();
  await expectHears(nora);
  await forgetNotes(nora); // it has rung for Ada

  await expect(colleague(timo, "Nora Neu")).toContainText("Im Gespräch");
  await pickUp(timo, "Nora Neu");
  await expect(dock(timo, "Nora Neu").getByRole("status")).toHaveText("Besetzt");
  await expect(nora.getByText("1 verpasster Anruf")).toBeAttached();
  await expect(secondCall(nora, "Timo Tal")).toHaveCount(0);
  expect(await notesOf(nora)).toEqual([]);
  await expect(await lastCall(timo)).toContainText("Nora NeuBesetztAusgehend");

  await office.ring(120, true);
  await timo.getByRole("button", { name: "Nora Neu zurückrufen" }).click();
  await expect(dock(timo, "Nora Neu").getByRole("status")).toHaveText("Es klingelt …");
  const second = secondCall(nora, "Timo Tal");
  await expect(second).toContainText("Weiterer Anruf");
  await expect(ringing(nora, "Timo Tal")).toHaveCount(0);
  await expect.poll(() => notesOf(nora)).toEqual([GENTLE_NOTE]);
  await expectHears(nora); // Ada, as before

  await second.getByRole("button", { name: "Auflegen und annehmen" }).click();
  await expect(dock(ada, "Nora Neu").getByRole("status")).toContainText("Anruf beendet");
  await expect(dock(nora, "Timo Tal").getByRole("timer")).toBeVisible();
  await expectHears(timo);
  await expectHears(nora);
  await dock(nora, "Timo Tal").getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(timo, "Nora Neu").getByRole("status")).toContainText("Anruf beendet");
  const log = (await lastCall(nora)).page().getByRole("main").getByRole("listitem");
  await expect(log).toContainText([
    /Timo TalAngenommenEingehend/,
    /Timo TalVerpasstEingehend/,
    /Ada AmtAngenommenEingehend/,
  ]);
});

test("who sits in a meeting is busy to a colleague, or hears them gently and leaves it to answer", async () => {
  await office.ring(120, false);
  const ada = await visitors.page();
  const nora = await visitors.page();
  await listen(nora);
  await atContacts(ada, server, people.Ada);
  await signIn(nora, server, people.Nora);
  await startCall(nora, "Wochenrunde");
  await expect(colleague(ada, "Nora Neu")).toContainText("Im Gespräch");
  await pickUp(ada, "Nora Neu");
  await expect(dock(ada, "Nora Neu").getByRole("status")).toHaveText("Besetzt");
  expect(await notesOf(nora)).toEqual([]);

  await office.ring(120, true);
  await dock(ada, "Nora Neu").getByRole("button", { name: "Noch einmal anrufen" }).click();
  await expect(secondCall(nora, "Ada Amt")).toBeVisible();
  await expect.poll(() => notesOf(nora)).toEqual([GENTLE_NOTE]);
  await secondCall(nora, "Ada Amt").getByRole("button", { name: "Auflegen und annehmen" }).click();
  await expect(dock(nora, "Ada Amt").getByRole("timer")).toBeVisible();
  await expectHears(nora);
  await expectHears(ada);
  await expect(nora.getByRole("heading", { level: 1 })).toHaveText(
    "Sie haben den Videocall verlassen",
  );
  await dock(nora, "Ada Amt").getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(ada, "Nora Neu").getByRole("status")).toContainText("Anruf beendet");
});
