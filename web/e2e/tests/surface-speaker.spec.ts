import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/test.ts";

/** Trying the speaker before joining, and in a call: what is played where, and what is said when it is not. */
test.setTimeout(600_000); // many pictures, and axe at each of them

interface Speakers {
  /** On which what was played. */
  played: string[];
  /** As what the browser refuses; empty: it does not. */
  goneAs: string;
  mutedAs: string;
}

const speakers = (page: Page) =>
  page.evaluate(() => (window as unknown as { speakers: Speakers }).speakers);
const refuse = (page: Page, change: Partial<Speakers>) =>
  page.evaluate(
    (to) => void Object.assign((window as unknown as { speakers: Speakers }).speakers, to),
    change,
  );

/** Listens to what plays a sound of the page's own making, and refuses it when told to. Call it before the page loads. */
async function watchSpeakers(page: Page) {
  await page.addInitScript(() => {
    const watch: Speakers = { played: [], goneAs: "", mutedAs: "" };
    const { setSinkId, play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.setSinkId = function (id) {
      if (watch.goneAs) return Promise.reject(new DOMException("refused", watch.goneAs));
      return setSinkId.call(this, id);
    };
    HTMLMediaElement.prototype.play = async function () {
      if (this.isConnected) return play.call(this); // a picture
      if (watch.mutedAs) throw new DOMException("refused", watch.mutedAs);
      await play.call(this);
      watch.played.push(this.sinkId);
    };
    Object.assign(window, { speakers: watch });
  });
}

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const played = t("Sie sollten drei Töne hören.", "You should hear three notes.");
  const gone = t("Dieser Lautsprecher ist nicht mehr da.", "This speaker is no longer there.");
  const muted = t("Der Browser spielt den Ton nicht ab.", "The browser does not play the sound.");
  const broken = t("Der Ton lässt sich nicht abspielen.", "The sound cannot be played.");
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });

  test(`a speaker is tried before joining and in the room (${language})`, async ({
    person,
    server,
  }) => {
    const office = await Office.signIn(server);
    const { link } = await office.invite(
      await office.startCall("Angebot"),
      `ton-${language}@gast.example`,
      "Marlene Voss",
    );
    const marlene = await person(language);
    await watchSpeakers(marlene);
    await marlene.setViewportSize({ width: 375, height: 780 });
    await marlene.goto(link);
    await button(marlene, "Geräte wählen", "Choose devices").click(); // a phone has them folded
    await marlene.setViewportSize({ width: 1280, height: 800 });
    const preview = marlene.getByRole("region", { name: t("Vorschau", "Preview") });
    const list = preview.getByRole("combobox", { name: t("Lautsprecher", "Speaker") });
    await expect(list.getByRole("option").nth(1)).toBeAttached();
    await list.selectOption({ index: 1 });
    const chosen = await list.inputValue();
    expect(chosen).not.toBe("");

    const told = preview.getByRole("status").filter({ hasText: /\S/ });
    const tries = button(marlene, "Lautsprecher testen", "Test speaker");
    await tries.focus();
    await marlene.keyboard.press("Enter");
    await expect(told).toContainText(played);
    expect((await speakers(marlene)).played).toEqual([chosen]);
    await expect(tries).toBeFocused();
    await looksGood(marlene, "speaker-played", language);

    await refuse(marlene, { goneAs: "NotFoundError" });
    await tries.click();
    await expect(told).toContainText(gone);
    await looksGood(marlene, "speaker-gone", language);
    await list.selectOption({ index: 0 });
    await expect(told).toHaveCount(0); // that was about another one
    await refuse(marlene, { goneAs: "", mutedAs: "NotAllowedError" });
    await tries.click();
    await expect(told).toContainText(muted);
    await refuse(marlene, { mutedAs: "NotSupportedError" });
    await tries.click();
    await expect(told).toContainText(broken);
    expect((await speakers(marlene)).played).toEqual([chosen]);

    await list.selectOption({ index: 1 });
    await button(marlene, "Beitreten", "Join").click();
    await button(
      marlene,
      "Mikrofon, Kamera und Lautsprecher wählen",
      "Choose microphone, camera and speaker",
    ).click();
    await expect(marlene.getByText(/^(Entwurf|Draft|Aktiv|Active)$/)).toBeVisible(); // in words
    const dialog = marlene.getByRole("dialog");
    await button(marlene, "Lautsprecher testen", "Test speaker").click();
    await expect(dialog.getByRole("status")).toContainText(broken);
    await looksGood(marlene, "speaker-broken-in-call", language);
    await refuse(marlene, { mutedAs: "" });
    await button(marlene, "Lautsprecher testen", "Test speaker").click();
    await expect(dialog.getByRole("status")).toContainText(played);
    expect((await speakers(marlene)).played.at(-1)).toBe(chosen);
  });
}
