import { expect } from "@playwright/test";
import { ANNA, atContacts, BEN, call, lastCall, ringing } from "../support/calls.ts";
import { Firefox } from "../support/firefox.ts";
import { expectHears, expectSeesAndHears, expectSilent, received } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { Visitors } from "../support/people.ts";
import { chromiumPerson, type Person } from "../support/person.ts";
import { freePort } from "../support/ports.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";
import { publisher } from "../support/publisher.ts";

/** The main job once more, with Firefox on either side of it. */
let server: Server;
let firefox: Firefox;
test.beforeAll(async ({ media }) => {
  // Firefox pairs no candidate of its own with one on 127.0.0.1.
  server = await Server.start({ HAUSRUF_UDP: `:${await freePort()}` }, media);
  await (await Office.signIn(server)).ring(120, false);
  firefox = await Firefox.launch(server.origin);
});
test.afterAll(async () => {
  await firefox?.close(); // it may not have come about
  await server.dispose();
});

let visitors: Visitors;
test.beforeEach(({ browser }) => {
  visitors = new Visitors(browser, server);
});
test.afterEach(() => visitors.leave());

test("a host with Firefox and a guest with Chromium see and hear each other", async () => {
  await meet(await firefox.person(), chromiumPerson(await visitors.page()), "Anna im Fuchs");
});

test("a host with Chromium and a guest with Firefox see and hear each other", async () => {
  await meet(chromiumPerson(await visitors.page()), await firefox.person(), "Gast im Fuchs");
});

test("H264 and redundant audio are agreed on with who takes them; Firefox, which takes neither, hears plain Opus", async ({
  browser,
}) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Codecs");
  const chrom = await visitors.page();
  const [chromium, fox] = [chromiumPerson(chrom), await firefox.person()];
  for (const [guest, name] of [
    [chromium, "chrom"],
    [fox, "fuchs"],
  ] as const) {
    await guest.open((await office.invite(callId, `${name}@gast.example`, name)).link);
    await guest.press("Mikrofon ausschalten"); // so that whatever is heard is the publisher's
    await guest.press("Beitreten");
  }
  const { link } = await office.invite(callId, "sdk@gast.example");
  const codecs = { videoCodec: "h264", red: true, simulcast: false } as const;
  const sdk = await publisher(browser, server.origin, await office.claim(link, "SDK"), codecs);

  await expect.poll(async () => (await received(chromium)).codecs).toContain("video/H264");
  await expect.poll(() => chrom.evaluate(answersWithRed)).toBe(true);
  await expectSeesAndHears(chromium);
  await expect.poll(async () => (await received(fox)).audioEnergy).toBeGreaterThan(1e-4);
  const { codecs: taken } = await received(fox);
  expect(taken).toContain("audio/opus");
  expect(taken).not.toContain("video/H264");
  await sdk.leave();
});

test("Firefox rings Chromium: both hear each other, mute and hang up", async () => {
  const anna = await firefox.person();
  const page = await visitors.page();
  await atContacts(page, server, BEN);
  await signInAtContacts(anna, ANNA);
  await anna.sees("Erreichbar");
  await anna.press("Ben Albrecht anrufen");
  await anna.sees("Es klingelt …");
  await expect(ringing(page, "Anna Berger")).toBeVisible();
  await talk(anna, chromiumPerson(page));
  await expect(await lastCall(page)).toContainText(/Anna BergerAngenommenEingehend/);
});

test("Chromium rings Firefox: both hear each other, mute and hang up", async () => {
  const ben = await firefox.person();
  const page = await visitors.page();
  await atContacts(page, server, ANNA);
  await signInAtContacts(ben, BEN);
  await call(page, "Ben Albrecht");
  await ben.sees("Eingehender Anruf");
  await talk(chromiumPerson(page), ben);
  await expect(await lastCall(page)).toContainText(/Ben AlbrechtAngenommenAusgehend/);
});

async function signInAtContacts(who: Person, email: string) {
  await who.open("/portal/office/contacts");
  await who.fill("E-Mail-Adresse", email);
  await who.fill("Passwort", server.password);
  await who.press("Anmelden");
  await who.sees("Team");
}

/** From the answer on. */
async function talk(caller: Person, callee: Person) {
  await callee.press("Annehmen");
  for (const [one, other] of [
    [caller, callee],
    [callee, caller],
  ] as const) {
    await expectHears(one);
    await one.press("Mikrofon ausschalten");
    await expectSilent(other, "audioPackets");
    await other.sees("Stumm");
    await one.press("Mikrofon einschalten");
    await expectHears(other);
  }
  await callee.press("Auflegen");
  await caller.sees("Anruf beendet");
  await expectSilent(caller, "audioPackets");
}

/** Runs in the page: whether it has agreed to redundant audio on a connection that it receives on. */
function answersWithRed(): boolean {
  const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
  return peerConnections.some(
    ({ localDescription: local }) =>
      local?.type === "answer" && local.sdp.includes("a=rtpmap:63 red/48000/2"),
  );
}

async function meet(host: Person, guest: Person, title: string) {
  const email = "marlene@gast.example";
  await host.open("/portal/office/videocalls");
  await host.fill("E-Mail-Adresse", "anna@sot.example");
  await host.fill("Passwort", server.password);
  await host.press("Anmelden");
  await host.press("Neuen Videocall starten");
  await host.fill("Titel", title);
  await host.press("Starten");
  await host.press("Gast einladen");
  await host.fill("E-Mail-Adresse", email);
  await host.press("Einladung senden");
  await host.sees("gilt bis");
  const callId = new URL(host.url()).pathname.split("/").at(-1) ?? "";
  const link = await (await Office.signIn(server)).linkFor(callId, email);
  await host.press("Schließen");

  await guest.open(link);
  await guest.sees(title);
  await guest.fill("Ihr Name im Videocall", "Marlene Voss");
  await guest.press("Beitreten");
  await expectSeesAndHears(guest);
  await expectSeesAndHears(host);

  for (const [one, other] of [
    [guest, host],
    [host, guest],
  ] as const) {
    await one.press("Mikrofon ausschalten");
    await one.press("Kamera ausschalten");
    await expectSilent(other, "audioPackets");
    await expectSilent(other, "videoPackets");
    await one.press("Mikrofon einschalten");
    await one.press("Kamera einschalten");
    await expectSeesAndHears(other);
  }

  await guest.press("Videocall verlassen");
  await expectSilent(host, "videoPackets");
  await host.press("Videocall für alle beenden");
  await host.press("Für alle beenden");
}
