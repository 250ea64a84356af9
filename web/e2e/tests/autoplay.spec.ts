import { expect } from "@playwright/test";
import { ANNA, atContacts, BEN, call, dock } from "../support/calls.ts";
import { expectHears, isPlaying } from "../support/media.ts";
import { Tabs } from "../support/tabs.ts";
import { test } from "../support/test.ts";
import { notesOf, RING_NOTE } from "../support/tones.ts";

const noRingtone = "Der Browser lässt den Klingelton erst nach einem Klick zu.";
const noVoice = "Der Browser spielt den Ton erst nach einem Klick ab.";

test("a browser that keeps a page silent until it is clicked: the page says so, and one click lets it be heard", async ({
  visitors,
  server,
}) => {
  const tabs = await Tabs.launch(server.origin);
  try {
    const anna = await visitors.page();
    await atContacts(anna, server, ANNA);
    const before = await tabs.person();
    await before.open("/portal/office/contacts");
    await before.fill("E-Mail-Adresse", BEN);
    await before.fill("Passwort", server.password);
    await before.press("Anmelden");
    await before.sees("Team");
    const ben = await tabs.untouched("/portal/office/contacts");
    await ben.sees("Team");
    await before.close();

    await test.step("the ringtone", async () => {
      await call(anna, "Ben Albrecht");
      await ben.sees(noRingtone);
      expect(await notesOf(ben)).toEqual([]);
      await ben.click("Klingelton einschalten");
      await ben.seesNoMore(noRingtone);
      await expect.poll(() => notesOf(ben)).toContain(RING_NOTE);
      await ben.sees("Eingehender Anruf"); // that click has answered nothing
    });

    await test.step("the other's voice", async () => {
      await ben.click("Annehmen");
      await expectHears(ben);
      await expect.poll(() => isPlaying(ben)).toBe(true);
      await ben.click("Mikrofon ausschalten"); // a page that records is allowed to sound
      const copy = await tabs.duplicate(ben, "/portal/office/contacts"); // the call goes on in it
      await copy.sees("Verbunden");
      await copy.sees(noVoice);
      expect(await isPlaying(copy)).toBe(false);
      await copy.click("Ton einschalten");
      await expect.poll(() => isPlaying(copy)).toBe(true);
      await copy.seesNoMore(noVoice);
      await expectHears(copy);
      await copy.click("Auflegen");
    });

    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
  } finally {
    await tabs.close();
  }
});
