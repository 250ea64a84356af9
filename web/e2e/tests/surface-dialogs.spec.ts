import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** Dialogs that close while something else begins, and where the focus is afterwards. */
test.setTimeout(600_000); // pictures, and axe at each of them

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The browser tells of a dialog's closing some time after it has closed: from now on when it is let. */
async function holdClosing(page: Page) {
  await page.evaluate(() => {
    const held: EventTarget[] = [];
    let isHeld = true;
    const hold = (event: Event) => {
      if (!isHeld || !event.target) return;
      event.stopImmediatePropagation();
      held.push(event.target);
    };
    window.addEventListener("close", hold, true);
    const letGo = () => {
      isHeld = false;
      for (const dialog of held) dialog.dispatchEvent(new Event("close"));
    };
    Object.assign(window, { letGo });
  });
  return () => page.evaluate(() => (window as unknown as { letGo: () => void }).letGo());
}

test("Escape and Enter right after it leave the question that Enter asks for", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const office = await Office.signIn(server);
  await anna.goto(`/portal/office/videocalls/${await office.startCall("Zweimal gefragt")}`);
  await expect(anna.getByText("Sie sind allein im Raum.")).toBeVisible();
  const hangUp = button(anna, "Videocall für alle beenden");
  const question = anna.getByRole("alertdialog");
  await hangUp.focus();
  await anna.keyboard.press("Enter");
  await expect(question).toBeVisible();

  const letGo = await holdClosing(anna);
  await anna.keyboard.press("Escape");
  await anna.keyboard.press("Enter");
  await expect(button(anna, "Im Raum bleiben")).toBeFocused();
  await letGo();
  await expect(question).toBeVisible();
  await expect(button(anna, "Im Raum bleiben")).toBeFocused();
  await anna.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(hangUp).toBeFocused();
});

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);

  test(`who deletes contacts goes on at the next one (${language})`, async ({ person, server }) => {
    const names = ["Aal", "Barsch", "Dorsch"].map((name) => `${name} ${language}-Fisch`);
    const [first, second, third] = names as [string, string, string];
    const office = await Office.signIn(server);
    for (const name of names) await office.writeDown(name);
    const anna = await person(language);
    await signIn(anna, server);
    await anna.goto("/portal/office/contacts");
    await anna.getByRole("searchbox").fill(`${language}-Fisch`);
    const edit = (name: string) => button(anna, t(`${name} bearbeiten`, `Edit ${name}`));
    const remove = async (name: string) => {
      await edit(name).focus();
      await anna.keyboard.press("Enter");
      const dialog = anna.getByRole("dialog");
      await dialog.getByRole("button", { name: t("Löschen", "Delete") }).press("Enter");
      await dialog
        .getByRole("button", { name: t("Wirklich löschen?", "Really delete?") })
        .press("Enter");
      await expect(edit(name)).toHaveCount(0);
      await expect(dialog).toHaveCount(0);
    };
    await expect(anna.getByRole("main").getByRole("listitem")).toHaveCount(3);
    await remove(second);
    await expect(edit(third)).toBeFocused();
    await looksGood(anna, "contacts-deleted", language);
    await edit(third).focus();
    await remove(third);
    await expect(edit(first)).toBeFocused();
    await remove(first);
    await expect(anna.getByRole("heading", { level: 1 })).toBeFocused();
  });
}
