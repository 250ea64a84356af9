import { expect, type Locator, type Page } from "@playwright/test";
import { EventEmitter, once } from "node:events";
import { ANNA, atContacts, call, dock, ringing } from "../support/calls.ts";
import { test } from "../support/crm.ts";
import type { Host } from "../support/host.ts";
import { type Language, locales, looksGood } from "../support/looks.ts";
import { expectHears, expectSees } from "../support/media.ts";
import type { Visitors } from "../support/people.ts";
import type { Server } from "../support/server.ts";
import { Signalling } from "../support/signalling.ts";

/** Calls in pages of others, in every look; see `looksGood`. */
test.setTimeout(900_000); // many pictures, and axe at each of them

const part = (page: Page, name: string) =>
  page.locator("hausruf-call-button").first().locator(`[part="${name}"]`);

/** Anna at the portal, and Ben's browser, in that language; its page is still to be opened. */
async function both(visitors: Visitors, server: Server, language: Language) {
  const anna = await visitors.page({ locale: locales[language] });
  await atContacts(anna, server, ANNA);
  const ben = await visitors.page({ locale: locales[language] });
  const signalling = new Signalling();
  await signalling.stand(ben);
  return { anna, ben, signalling };
}

/** The example that needs no build is written in German; its button speaks as the page around it does. */
async function open(page: Page, host: Host, language: Language) {
  await page.goto(`${host.origin}/?as=ben@sot.example`);
  await page.evaluate((spoken) => {
    document.documentElement.lang = spoken;
    for (const button of document.querySelectorAll("hausruf-call-button"))
      button.setAttribute("name", button.getAttribute("name") ?? ""); // says its words anew
  }, language);
}

/** As if the browser gave no device to this page. */
async function blockDevices(page: Page) {
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const native = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
    Object.assign(window, { allowDevices: () => (mediaDevices.getUserMedia = native) });
  });
}

async function allowDevices(page: Page) {
  await page.evaluate(() => (window as unknown as { allowDevices: () => void }).allowDevices());
}

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const named = (at: Page | Locator, de: string, en: string) =>
    at.getByRole("button", { name: t(de, en), exact: true });

  test(`the call button, from its click to its end (${language})`, async ({
    visitors,
    server,
    office,
    host,
  }) => {
    const { anna, ben, signalling } = await both(visitors, server, language);
    await open(ben, await host("call-button"), language);
    const button = named(ben, "Anna Berger anrufen", "Call Anna Berger");
    const hangUp = named(ben, "Auflegen", "Hang up");
    const answer = () => named(anna, "Annehmen", "Accept").click();
    await expect(button).toBeVisible();
    await looks(ben, "button-idle");

    const gate = new EventEmitter();
    const opened = once(gate, "open");
    await ben.route("**/hausruf-token", async (route) => {
      await opened;
      await route.continue();
    });
    await button.click();
    await expect(part(ben, "note")).toHaveText(t("Verbinden …", "Connecting …"));
    await looks(ben, "button-starting");
    gate.emit("open");
    await expect(part(ben, "status")).toHaveText(t("Es klingelt …", "Ringing …"));
    await looks(ben, "button-ringing");
    signalling.rooms = "silent";
    await hangUp.click();
    await expect(part(ben, "note")).toHaveText(t("Anruf abgebrochen", "Call cancelled"));
    await looks(ben, "button-cancelled");

    await button.click();
    await answer();
    await expect(part(ben, "status")).toHaveText(t("Verbinden …", "Connecting …"));
    await looks(ben, "button-connecting");
    signalling.rooms = "open";
    await hangUp.click();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    await blockDevices(ben);
    await button.click();
    await answer();
    await expectHears(ben);
    await expect(part(ben, "notes")).toContainText(t("ist gesperrt", "is blocked"));
    await looks(ben, "button-microphone-denied");
    await allowDevices(ben);
    await named(ben, "Mikrofon einschalten", "Turn microphone on").click();
    await expectHears(anna);
    await named(anna, "Mikrofon ausschalten", "Turn microphone off").click();
    await expect(part(ben, "notes")).toHaveText(t("Stumm", "Muted"));
    await looks(ben, "button-other-muted");
    await hangUp.click();
    await expect(part(ben, "note")).toContainText(t("Anruf beendet, ", "Call ended, "));
    await looks(ben, "button-ended");

    signalling.rooms = "closed";
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself
    await button.click();
    await answer();
    await expect(named(ben, "Neu verbinden", "Reconnect")).toBeVisible({ timeout: 180_000 }); // six tries
    await looks(ben, "button-media-lost");
    await hangUp.click();
    signalling.rooms = "open";

    await anna.close();
    await button.click();
    await expect(part(ben, "notes")).toContainText(t("nicht geöffnet", "not have Hausruf open"));
    await looks(ben, "button-not-connected");
    await hangUp.click();
    await office.seeMissed();
  });

  test(`calls in a React page (${language})`, async ({ visitors, server, office, host }) => {
    const { anna, ben, signalling } = await both(visitors, server, language);
    await open(ben, await host("call-react/dist"), language);
    const button = named(ben, "Anna Berger anrufen", "Call Anna Berger");
    const status = dock(ben, "Anna Berger").getByRole("status");
    await expect(button).toBeVisible();
    await looks(ben, "react-online");

    await button.click();
    await expect(status).toHaveText(t("Es klingelt …", "Ringing …"));
    await looks(ben, "react-ringing");
    signalling.rooms = "silent";
    await named(ben, "Auflegen", "Hang up").click();
    await expect(ringing(anna, "Ben Albrecht")).toBeHidden();
    await expect(dock(ben, "Anna Berger")).toBeHidden(); // by itself

    await button.click();
    await named(anna, "Annehmen", "Accept").click();
    await expect(status).toHaveText(t("Verbinden …", "Connecting …"));
    await looks(ben, "react-connecting");
    signalling.rooms = "open";
    await named(ben, "Auflegen", "Hang up").click();
    await expect(dock(ben, "Anna Berger")).toBeHidden(); // by itself

    signalling.holdAnswers = true;
    await call(anna, "Ben Albrecht", "video");
    await expect(ringing(ben, "Anna Berger")).toBeVisible();
    await looks(ben, "react-incoming");
    await named(ben, "Annehmen", "Accept").click();
    await expect(named(ben, "Verbinden …", "Connecting …")).toBeVisible();
    await looks(ben, "react-answering");
    await named(anna, "Auflegen", "Hang up").click();
    await expect(ringing(ben, "Anna Berger")).toBeHidden();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    signalling.holdAnswers = false;
    await call(anna, "Ben Albrecht", "video");
    await named(ben, "Annehmen", "Accept").click();
    await expectSees(ben);
    await looks(ben, "react-video");
    await named(ben, "Anruf groß zeigen", "Enlarge call").click();
    await looks(ben, "react-large");
    const devices = t(
      "Mikrofon, Kamera und Lautsprecher wählen",
      "Choose microphone, camera and speaker",
    );
    await ben.getByRole("button", { name: devices }).click();
    await expect(ben.getByRole("dialog")).toBeVisible();
    await looks(ben, "react-devices");
    await ben.keyboard.press("Escape");
    await named(anna, "Auflegen", "Hang up").click();
    await expect(status).toContainText(t("Anruf beendet", "Call ended"));
    await looks(ben, "react-ended");
    await expect(dock(ben, "Anna Berger")).toBeHidden(); // by itself
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    await button.click();
    await named(anna, "Ablehnen", "Decline").click();
    await expect(status).toHaveText(t("Anruf abgelehnt", "Call declined"));
    await looks(ben, "react-declined");
    await office.seeMissed();
  });
}
