import { expect } from "@playwright/test";
import { ANNA, atContacts, BEN, call, dock } from "../support/calls.ts";
import { expectHears } from "../support/media.ts";
import { Tabs } from "../support/tabs.ts";
import { test } from "../support/test.ts";
import { notesOf, RING_NOTE } from "../support/tones.ts";

test("a tab that another one hides rings with its title and aloud, and is answered once it is in front", async ({
  visitors,
  server,
}) => {
  const tabs = await Tabs.launch(server.origin);
  try {
    const ben = await tabs.person();
    await ben.open("/portal/office/contacts");
    await ben.fill("E-Mail-Adresse", BEN);
    await ben.fill("Passwort", server.password);
    await ben.press("Anmelden");
    await ben.sees("Team");
    await tabs.cover();
    await expect.poll(() => ben.visibility()).toBe("hidden");

    const anna = await visitors.page();
    await atContacts(anna, server, ANNA);
    await call(anna, "Ben Albrecht");
    await expect.poll(() => ben.title()).toBe("Anruf von Anna Berger");
    await expect.poll(() => notesOf(ben)).toContain(RING_NOTE);
    expect(await ben.visibility(), "still").toBe("hidden");

    await ben.bringToFront();
    await expect.poll(() => ben.visibility()).toBe("visible");
    await ben.press("Annehmen");
    await expectHears(ben);
    await expectHears(anna);
    await expect.poll(() => ben.title()).toBe("Kontakte – System of a Town");
    await tabs.cover();
    await expect.poll(() => ben.visibility()).toBe("hidden");
    await expectHears(ben); // who talks looks something up meanwhile
    await expectHears(anna);
    await anna.getByRole("button", { name: "Auflegen" }).click();
    await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
  } finally {
    await tabs.close();
  }
});
