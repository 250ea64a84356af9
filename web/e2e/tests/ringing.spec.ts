import { expect, type Page } from "@playwright/test";
import {
  ANNA,
  atContacts,
  BEN,
  call,
  callTo,
  colleagues,
  dock,
  idOf,
  lastCall,
  ringing,
} from "../support/calls.ts";
import {
  expectHears,
  expectSeesAndHears,
  expectSilent,
  loudness,
  sends,
  trackSids,
  watchMedia,
} from "../support/media.ts";
import { Office, type RoomOfCall } from "../support/office.ts";
import { Visitors } from "../support/people.ts";
import { test } from "../support/test.ts";
import { isLoud, listen, notesOf, RING_NOTE, RINGBACK_NOTE } from "../support/tones.ts";

/** One call from its ringing to both logs, in parts with names of their own. */
test.describe.serial("web → web", () => {
  let visitors: Visitors;
  let office: Office;
  let anna: Page;
  let ben: Page;
  let room: RoomOfCall;
  let voice: string[];
  test.beforeAll(async ({ browser, server }) => {
    visitors = new Visitors(browser, server);
    office = await Office.signIn(server);
    anna = await visitors.page();
    ben = await visitors.page();
    await listen(anna);
    await listen(ben);
    await atContacts(anna, server, ANNA);
    await atContacts(ben, server, BEN);
  });
  test.afterAll(() => visitors.leave());

  test("callee is notified", async () => {
    await call(anna, "Ben Albrecht");
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Es klingelt …");
    await expect.poll(() => notesOf(anna)).toEqual([RINGBACK_NOTE]);
    await expect(ringing(ben, "Anna Berger")).toBeVisible();
    await expect(ben).toHaveTitle("Anruf von Anna Berger");
    await expect.poll(() => notesOf(ben)).toContain(RING_NOTE);
  });

  test("who rings waits inside, and sends silence", async ({ media }) => {
    test.skip(media === "remote", "there, the room is made by the answer");
    await expect.poll(() => office.peopleInCall(), { message: "she is inside" }).toBe(1);
    await expect.poll(() => sends(anna), { message: "her microphone is published" }).toBe(true);
    expect(await loudness(anna)).toBe(0);
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Es klingelt …");
  });

  test("accepted → audio connects", async () => {
    await ben.getByRole("button", { name: "Annehmen" }).click();
    await expect(ringing(ben, "Anna Berger")).toBeHidden();
    await expect(ben).toHaveTitle("Kontakte – System of a Town");
    await expectHears(ben);
    await expectHears(anna);
    await expect(dock(anna, "Ben Albrecht").getByRole("timer")).toHaveText(/^\d\d:\d\d$/);
    room = await office.roomOfCall();
    const tenant = room.roomName.slice(0, 36);
    const inside = (await Promise.all([anna, ben].map(idOf))).map((id) => `${tenant}:${id}`);
    expect(room.identities.toSorted(), "those two and nobody else").toEqual(inside.toSorted());
    voice = await trackSids(anna);
  });

  test("mute and unmute work on both sides", async () => {
    await anna.getByRole("button", { name: "Mikrofon ausschalten" }).click();
    await expectSilent(ben, "audioPackets");
    await expect(dock(ben, "Anna Berger")).toContainText("Stumm");
    await anna.getByRole("button", { name: "Mikrofon einschalten" }).click();
    await expectHears(ben);
    await ben.getByRole("button", { name: "Mikrofon ausschalten" }).click();
    await expectSilent(anna, "audioPackets");
    await expect(dock(anna, "Ben Albrecht")).toContainText("Stumm");
    await ben.getByRole("link", { name: "Videocalls" }).click();
    await expect(ben.getByRole("heading", { level: 1, name: "Videocalls" })).toBeVisible();
    await expectHears(ben);
    await ben.getByRole("button", { name: "Mikrofon einschalten" }).click();
    await expectHears(anna);
  });

  test("end → room gone and log right", async () => {
    await ben.getByRole("button", { name: "Auflegen" }).click();
    await Promise.all([
      expect(dock(ben, "Anna Berger").getByRole("status")).toContainText("Anruf beendet, "), // goes again
      expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet"),
    ]);
    await expectSilent(anna, "audioPackets");
    await expect.poll(() => office.roomsOfCalls(), { message: "the room is gone" }).toEqual([]);
    await expect(await lastCall(anna)).toContainText(/Ben AlbrechtAngenommenAusgehend\d+ (s|min)/);
    await expect(await lastCall(ben)).toContainText(/Anna BergerAngenommenEingehend\d+ (s|min)/);
    expect(await office.lastCall(), "what really was in the room").toMatchObject({
      status: "COMPLETED",
      endReason: "completed",
      roomName: room.roomName,
      roomSid: room.sid,
      participantIdentity: `${room.roomName.slice(0, 36)}:${await idOf(ben)}`,
      trackSid: voice[0],
      recordingUrl: null,
    });
  });
});

test("a video call is seen, and goes on after the page was loaded again", async ({
  visitors,
  server,
}) => {
  const { anna, ben } = await colleagues(visitors, server);
  await call(anna, "Ben Albrecht", "video");
  await expect(ringing(ben, "Anna Berger")).toContainText("Eingehender Videoanruf");
  await ben.getByRole("button", { name: "Annehmen" }).click();
  await expectSeesAndHears(ben);
  await expectSeesAndHears(anna);

  await ben.reload();
  await expect(dock(ben, "Anna Berger").getByRole("timer")).toBeVisible();
  await expectSeesAndHears(ben);
  await expectSeesAndHears(anna);
  await anna.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(ben, "Anna Berger").getByRole("status")).toContainText("Anruf beendet");
});

test("a declined call is one to both", async ({ visitors, server }) => {
  const { anna, ben } = await colleagues(visitors, server);
  await call(anna, "Ben Albrecht");
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Ablehnen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Anruf abgelehnt");
  await expect(await lastCall(anna)).toContainText("Ben AlbrechtAbgelehntAusgehend");
  await expect(await lastCall(ben)).toContainText("Anna BergerAbgelehntEingehend");
});

test("missed → status right", async ({ visitors, server }) => {
  await (await Office.signIn(server, BEN)).seeMissed();
  const { anna, ben } = await colleagues(visitors, server);
  await lastCall(ben);
  await ben.getByRole("link", { name: "Videocalls" }).click();
  await call(anna, "Ben Albrecht");
  await expect(ringing(ben, "Anna Berger")).toBeVisible();
  const said = expect(ben.getByText("Verpasster Anruf von Anna Berger")).toBeVisible(); // goes again
  await anna.getByRole("button", { name: "Auflegen" }).click();
  await said;
  await expect(ringing(ben, "Anna Berger")).toBeHidden();
  await expect(ben.getByText("1 verpasster Anruf")).toBeAttached();

  await expect(await lastCall(ben)).toContainText("Anna BergerVerpasstEingehend");
  await expect(ben.getByText("1 verpasster Anruf")).toHaveCount(0);
  await ben.getByRole("button", { name: "Verpasst", exact: true }).click();
  await expect(ben).toHaveURL(/show=missed/);
  await expect(ben.getByRole("main").getByRole("listitem").first()).toContainText("Verpasst");
  const answered = ben.getByRole("main").getByRole("listitem").filter({ hasText: "Angenommen" });
  await expect(answered).toHaveCount(0);
  await expect(await lastCall(anna)).toContainText("Ben AlbrechtAbgebrochenAusgehend");
  const log = await (await Office.signIn(server)).lastCall();
  expect(log).toMatchObject({ status: "MISSED", endReason: "cancelled", durationSeconds: null });

  await ben.getByRole("button", { name: "Anna Berger zurückrufen" }).first().click();
  await expect(ringing(anna, "Ben Albrecht")).toBeVisible();
  await anna.getByRole("button", { name: "Ablehnen" }).click();
  await expect(dock(ben, "Anna Berger").getByRole("status")).toHaveText("Anruf abgelehnt");
});

test("every window rings, and the answer in one silences the other", async ({
  visitors,
  server,
}) => {
  const { anna, ben } = await colleagues(visitors, server);
  const other = await ben.context().newPage();
  await watchMedia(other);
  await other.goto("/portal/office/calls");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await call(anna, "Ben Albrecht");
  await expect(ringing(ben, "Anna Berger")).toBeVisible();
  await expect(ringing(other, "Anna Berger")).toBeVisible();
  const said = expect(ben.getByText("Anderswo angenommen")).toBeVisible(); // goes again
  await other.getByRole("button", { name: "Annehmen" }).click();
  await said;
  await expect(ringing(ben, "Anna Berger")).toBeHidden();
  await expectHears(other);
  await expect(dock(ben, "Anna Berger")).toBeHidden();

  await ben.reload();
  await expect(dock(ben, "Anna Berger").getByRole("status")).toContainText("anderen Fenster");
  await ben.getByRole("button", { name: "Hier weitersprechen" }).click();
  await expectHears(ben);
  await expect(dock(other, "Anna Berger").getByRole("status")).toContainText("anderen Fenster");
  await ben.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
  await expect(dock(other, "Anna Berger")).toBeHidden();
});

test("every device rings that one is signed in at, and the answer at one silences the other at once", async ({
  visitors,
  server,
}) => {
  const { anna, ben: desk } = await colleagues(visitors, server);
  const laptop = await visitors.page();
  for (const device of [desk, laptop]) await listen(device);
  await desk.reload();
  await atContacts(laptop, server, BEN); // another browser, with a sign-in of its own
  await call(anna, "Ben Albrecht");
  for (const device of [desk, laptop]) {
    await expect(ringing(device, "Anna Berger")).toBeVisible();
    await expect.poll(() => notesOf(device)).toContain(RING_NOTE);
  }
  await Promise.all([
    expect(desk.getByText("Anderswo angenommen")).toBeVisible(), // goes again
    laptop.getByRole("button", { name: "Annehmen" }).click(),
  ]);
  await expect(ringing(desk, "Anna Berger")).toBeHidden();
  await expect(desk).toHaveTitle("Kontakte – System of a Town");
  await expect.poll(() => isLoud(desk), { message: "it is silent" }).toBe(false);
  await expect(desk.getByText(/verpasst(er|e) Anruf/)).toHaveCount(0);
  await expectHears(laptop);
  await expectHears(anna);
  await expect(dock(desk, "Anna Berger")).toBeHidden();

  await laptop.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
  await expect(await lastCall(desk)).toContainText(/Anna BergerAngenommenEingehend\d+ (s|min)/);
});

test("cross-tenant call refused", async ({ visitors, server }) => {
  const anna = await visitors.page();
  const ben = await visitors.page();
  const carla = await visitors.page();
  const told: string[] = [];
  carla.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => told.push(String(payload))),
  );
  await atContacts(carla, server, "carla@synapse.example");
  await expect(carla.getByText("Deniz Yılmaz").first()).toBeVisible();
  await expect(carla.getByText("Ben Albrecht")).toHaveCount(0);
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Ablehnen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Anruf abgelehnt");

  const refused = await callTo(carla, await idOf(ben));
  expect(refused).toEqual({ status: 404, code: "not-found" });

  // What comes to her next is of her own office, and nothing came before it.
  const deniz = await visitors.page();
  await atContacts(deniz, server, "deniz@synapse.example");
  await call(deniz, "Carla Moretti");
  await expect(ringing(carla, "Deniz Yılmaz")).toBeVisible();
  await carla.getByRole("button", { name: "Ablehnen" }).click();
  expect(told.filter((frame) => frame.includes("incoming-call")).length).toBeGreaterThan(0);
  const theirs = ["Anna Berger", "Ben Albrecht", await idOf(anna), await idOf(ben)];
  expect(told.filter((frame) => theirs.some((word) => frame.includes(word)))).toEqual([]);
  const log = await lastCall(carla);
  await expect(log).toContainText("Deniz YılmazAbgelehntEingehend");
  await expect(carla.getByText("Anna Berger")).toHaveCount(0);
});
