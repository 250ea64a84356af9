import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { dirname, join as path } from "node:path";
import { fileURLToPath } from "node:url";

/** Pictures of every state for a person to look at; where nobody does, `PICTURES=off` saves their time. */
const isLookedAt = process.env.PICTURES !== "off";
const images = path(dirname(fileURLToPath(import.meta.url)), "../test-results/screens");
mkdirSync(images, { recursive: true });

export type Language = "de" | "en";

const desktop = { width: 1280, height: 800 };
const phone = { width: 375, height: 780 };
/** A phone on its side; a desktop's window at 200 % is as narrow and higher. */
const side = { width: 640, height: 360 };

/** Each language with both themes, so that every state is seen in all of them once. */
const looks = {
  de: [
    { name: "desktop-light-de", size: desktop, colorScheme: "light" },
    { name: "phone-dark-de", size: phone, colorScheme: "dark" },
    { name: "side-light-de", size: side, colorScheme: "light" },
  ],
  en: [
    { name: "desktop-dark-en", size: desktop, colorScheme: "dark" },
    { name: "phone-light-en", size: phone, colorScheme: "light" },
    { name: "side-dark-en", size: side, colorScheme: "dark" },
  ],
} as const;

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const locales = { de: "de-DE", en: "en-GB" } as const;

/**
 * In every look: nothing for axe to say, no sideways scrolling, in a room the button to hang up in reach; a picture.
 *
 * @param fullPage with what one scrolls to
 */
export async function looksGood(page: Page, state: string, language: Language, fullPage = false) {
  for (const { name, size, colorScheme } of looks[language]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const picture = path(images, `${state}-${name}.png`);
    if (isLookedAt) await page.screenshot({ path: picture, animations: "disabled", fullPage });
    const look = `${state} ${name}`;
    // the page may draw itself anew for this size
    await expect.poll(() => overflow(page), `${look} does not scroll sideways`).toEqual([]);
    expect(await bareButtons(page), `${look} has its styles`).toEqual([]);
    await expectHangUpInReach(page, look);
    if (size !== side) {
      await page.evaluate(endTransitions); // between two themes' colours, none is readable
      expect(await violations(page), look).toEqual([]);
    }
  }
  await page.setViewportSize(looks[language][0].size);
}

/** Runs in the page: as if they had taken their time. */
function endTransitions() {
  for (const animation of document.getAnimations())
    if (animation instanceof CSSTransition) animation.finish();
}

/** The page itself, and whatever is wider than what holds it. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`page: ${scrollWidth} > ${clientWidth}`] : [];
  });
}

/** Buttons that the browser's own looks, or the reset of them, have won over: the styles came in the wrong order. */
async function bareButtons(page: Page): Promise<string[]> {
  return page
    .locator(".btn.primary:visible")
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => getComputedStyle(button).backgroundColor === "rgba(0, 0, 0, 0)")
        .map((button) => button.textContent ?? ""),
    );
}

/** A modal question about hanging up has that button itself. */
async function expectHangUpInReach(page: Page, look: string) {
  const button = page.locator(".ctl.hang");
  const isAsking = (await page.locator("dialog:modal").count()) > 0;
  if ((await button.count()) === 0 || isAsking) return;
  await button.click({ trial: true, timeout: 60_000 }).catch((error: Error) => {
    throw new Error(`${look}: hanging up is out of reach: ${error.message}`);
  });
  await expect(button).toBeInViewport({ ratio: 1 });
}

/** What axe has to say, of all that it knows or of colours alone, which are the theme's. */
export async function violations(page: Page, about: "all" | "colours" = "all"): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(); // no page of ours has a frame of another origin
  if (about === "all") axe.withTags(tags);
  else axe.withRules("color-contrast");
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}
