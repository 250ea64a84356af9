import { expect, type Page } from "@playwright/test";
import { ANNA, atContacts, BEN, call, dock, ringing } from "../support/calls.ts";
import { withThreeCameras } from "../support/chromium.ts";
import { expectHears, expectSees, expectSilent, sentFrom } from "../support/media.ts";
import { test } from "../support/test.ts";

const named = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Another one of the browser's fake devices, by the call's own dialog. */
async function choose(page: Page, list: "Mikrofon" | "Kamera", index: number): Promise<string> {
  await named(page, "Mikrofon, Kamera und Lautsprecher wählen").click();
  const select = page.getByRole("dialog").getByLabel(list, { exact: true });
  await select.selectOption({ index });
  const device = await select.inputValue();
  await page.keyboard.press("Escape");
  return device;
}

test("while two talk, a call becomes one with video and back, and goes on with other devices", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  const ben = await visitors.apart(withThreeCameras);
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  await call(anna, "Ben Albrecht");
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Annehmen" }).click();
  await expectHears(anna);
  const picture = dock(anna, "Ben Albrecht").locator("video");

  await test.step("the other microphone is heard, and is still the one after a pause", async () => {
    const before = await sentFrom(ben, "audio");
    const microphone = await choose(ben, "Mikrofon", 1);
    expect(before).not.toEqual([microphone]);
    await expect.poll(() => sentFrom(ben, "audio")).toEqual([microphone]);
    await expectHears(anna);

    await named(ben, "Mikrofon ausschalten").click();
    await expectSilent(anna, "audioPackets");
    const next = await choose(ben, "Mikrofon", 2);
    expect(next).not.toBe(microphone);
    await expectSilent(anna, "audioPackets");
    await named(ben, "Mikrofon einschalten").click();
    await expectHears(anna);
    await expect.poll(() => sentFrom(ben, "audio")).toEqual([next]);
  });

  await test.step("the camera is seen while it is on", async () => {
    await expect(picture).toHaveCount(0);
    await named(ben, "Kamera einschalten").click();
    await expectSees(anna);
    await expect(picture).toBeVisible();
    await expectHears(anna);
    await named(ben, "Kamera ausschalten").click();
    await expectSilent(anna, "videoPackets");
    await expect(picture).toHaveCount(0);
    await expectHears(anna);
    await named(ben, "Kamera einschalten").click();
    await expectSees(anna);
    await expect(picture).toBeVisible();
  });

  await test.step("the other camera is seen, and both choices are kept", async () => {
    const before = await sentFrom(ben, "video");
    const camera = await choose(ben, "Kamera", 2);
    expect(before).not.toEqual([camera]);
    await expect.poll(() => sentFrom(ben, "video")).toEqual([camera]);
    await expectSees(anna);
    await expectHears(anna);

    const microphone = await sentFrom(ben, "audio");
    await ben.reload();
    await expect(dock(ben, "Anna Berger").getByRole("timer")).toBeVisible();
    await expectSees(anna);
    await expectHears(anna);
    await expect.poll(() => sentFrom(ben, "video")).toEqual([camera]);
    await expect.poll(() => sentFrom(ben, "audio")).toEqual(microphone);
  });

  await named(ben, "Auflegen").click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
});
