import { expect, type Locator, type Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { letter } from "../support/letters.ts";
import { type Language, locales, looksGood } from "../support/looks.ts";
import { mailOffice } from "../support/mailOffice.ts";
import { Office } from "../support/office.ts";
import { signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

/** What an admin types is seen at once, and then by everybody who comes to the office, and by nobody else. */
const office = mailOffice();

const logo = fileURLToPath(
  new URL(
    "../../../office/src/main/resources/org/hausruf/office/sample/synapse-logo-dark.png",
    import.meta.url,
  ),
);

const words = {
  de: {
    welcome: "Schön, dass Sie da sind",
    sentence: "Lindenhof plant und baut Dächer in Holz & Schiefer.",
    tiles: ["Persönlich beraten", "Pläne gemeinsam ansehen", "Nichts zu installieren"],
  },
  en: {
    welcome: "Good to have you here",
    sentence: "Lindenhof plans and builds roofs of wood & slate.",
    tiles: ["Advice in person", "Look at plans together", "Nothing to install"],
  },
} as const;
const icons = ["heart", "monitor", "leaf"];

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function type(anna: Page) {
  await anna.getByLabel("Name des Büros").fill("Lindenhof");
  for (const [language, name] of [
    ["de", "Deutsch"],
    ["en", "Englisch"],
  ] as const) {
    const { welcome, sentence, tiles } = words[language];
    await anna.getByLabel(`Begrüßung (${name})`).fill(welcome);
    await anna.getByLabel(`Satz über das Büro (${name})`).fill(sentence);
    for (const [index, text] of tiles.entries()) {
      const tile = anna.getByRole("group", { name: `Kachel ${index + 1}` });
      await tile.getByLabel("Zeichen").selectOption(icons[index] ?? "");
      await tile.getByLabel(`Text (${name})`).fill(text);
    }
  }
}

/** The welcome, the tiles and the sentence in one language, and nothing of the other. */
async function tells(place: Locator, language: Language) {
  const { welcome, sentence, tiles } = words[language];
  await expect(place.getByText(welcome, { exact: true })).toBeVisible();
  await expect(place.getByText(sentence, { exact: true })).toBeVisible();
  await expect(place.getByRole("listitem")).toHaveText([...tiles]);
}

/** A guest of theirs, at the page to join, with the link from their mail. */
async function guest(host: Office, language: Language, from: string) {
  const email = `${from}.${language}@gast.example`;
  const callId = await host.startCall("Angebot");
  await host.inviteByMail(callId, email, language);
  const mail = await letter(office.mails, email, "");
  const link = /https?:\/\/\S+\/join\/\S+\?t=[0-9a-f]{64}/.exec(mail.text ?? "")?.[0] ?? "";
  const page = await office.visitors.page({ locale: locales[language], colorScheme: "dark" });
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return { page, said: `${mail.html} ${mail.text}`, mail };
}

test("tiles, sentence, welcome and dark logo are typed, seen while typing, and then by all", async () => {
  const anna = await office.visitors.page();
  await signIn(anna, office.server);
  await anna.goto("/portal/office/settings/branding");
  await type(anna);

  const preview = anna.getByRole("region", { name: "Vorschau" });
  await tells(preview, "de");
  await preview.getByText("E-Mail", { exact: true }).click();
  await expect(preview.getByText(words.de.welcome, { exact: true })).toBeVisible();
  await expect(preview.getByText(words.de.sentence, { exact: true })).toBeVisible();
  await looksGood(anna, "branding-preview-mail", "de");
  await preview.getByText("Beitritt", { exact: true }).click();
  await expect(preview.getByText(words.de.welcome, { exact: true })).toBeVisible();
  await preview.getByText("Raum", { exact: true }).click();

  const dark = anna.getByRole("group", { name: "Logo auf dunklem Grund" });
  const before = await dark.getByRole("img").getAttribute("src");
  await dark.locator('input[type="file"]').setInputFiles(logo);
  await expect(dark.getByRole("img")).not.toHaveAttribute("src", before ?? "");
  const shown = (await dark.getByRole("img").getAttribute("src")) ?? "";
  await preview.getByText("Dunkel", { exact: true }).click();
  await expect(preview.getByRole("img")).toHaveAttribute("src", shown);
  await tells(preview, "de");
  await looksGood(anna, "branding-preview-room", "de");

  const said = expect(anna.getByText("Gespeichert", { exact: true })).toBeVisible(); // goes again
  await button(anna, "Speichern").click();
  await said;
  await anna.reload();
  await tells(preview, "de");
  await expect(anna.getByRole("group", { name: "Kachel 3" }).getByLabel("Zeichen")).toHaveValue(
    "leaf",
  );

  const host = await Office.signIn(office.server);
  await anna.goto(`/portal/office/videocalls/${await host.startCall("Baubesprechung")}`);
  await anna.emulateMedia({ colorScheme: "dark" });
  const panel = anna.getByRole("complementary", { name: "Über Lindenhof" });
  await tells(panel, "de");
  await expect(panel.locator("img.on-dark")).toBeVisible();
  await expect(panel.locator("img.on-dark")).toHaveAttribute("src", shown);
  await looksGood(anna, "branding-room", "de");

  for (const language of ["de", "en"] as const) {
    const { page, said: told, mail } = await guest(host, language, "lindenhof");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[language].welcome);
    await expect(page.locator("img.on-dark").first()).toHaveAttribute("src", shown);
    await expect(page).toHaveTitle(/Lindenhof/);
    expect(told).toContain("Lindenhof");
    expect(mail.text).toContain(words[language].welcome);
    expect(mail.text).toContain(words[language].sentence);
    expect(mail.html).toContain(words[language].welcome);
    expect(mail.html).toContain(words[language].sentence.replace("&", "&amp;"));
    await looksGood(page, "branding-join", language);
  }
});

test("another office's guests read nothing of it", async () => {
  const carla = await Office.signIn(office.server, "carla@synapse.example");
  const { page, said } = await guest(carla, "de", "synapse");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Willkommen bei Synapse");
  expect(said).toContain("Willkommen bei Synapse");
  const ofOthers = [words.de.welcome, words.de.sentence, "Lindenhof", ...words.de.tiles];
  const read = `${said} ${await page.content()}`;
  expect(ofOthers.filter((word) => read.includes(word))).toEqual([]);
});
