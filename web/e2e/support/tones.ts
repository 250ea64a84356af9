import type { Page } from "@playwright/test";

/** Whatever can look into a page. */
export interface Hearing {
  evaluate<Told>(inPage: () => Told | Promise<Told>): Promise<Told>;
}

/** Runs in the page. */
export function keepNotes() {
  const notes: number[] = [];
  const ears = new Set<BaseAudioContext>();
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when?: number) {
    ears.add(this.context);
    if (this.context.state === "running") notes.push(this.frequency.value);
    start.call(this, when);
  };
  Object.assign(window, { notes, ears });
}

/** Remembers which notes a page plays aloud; call it before the page loads. */
export async function listen(page: Page) {
  await page.addInitScript(keepNotes);
}

/** Runs in the page. */
function keepSilent() {
  const clicked = new Promise<void>((done) =>
    window.addEventListener("pointerdown", () => done(), { capture: true }),
  );
  let allowed = false;
  void clicked.then(() => (allowed = true));
  window.AudioContext = class extends AudioContext {
    override get state() {
      return allowed ? super.state : "suspended";
    }
    override async resume() {
      await clicked;
      await super.resume();
    }
  };
}

/**
 * For pictures: as Chromium keeps a page silent that nobody has clicked yet. Here it does not, as to it everything that
 * Playwright asks of a page is a gesture of the user's; `Bystander` sees the real thing. Call it before the page loads.
 */
export async function silenceUntilClicked(page: Page) {
  await page.addInitScript(keepSilent);
}

/** In hertz, each once. */
export function notesOf(page: Hearing): Promise<number[]> {
  return page.evaluate(() => [...new Set((window as unknown as { notes: number[] }).notes)]);
}

/** Whether anything that has played a note is still switched on. */
export function isLoud(page: Hearing): Promise<boolean> {
  return page.evaluate(() =>
    [...(window as unknown as { ears: Set<BaseAudioContext> }).ears].some(
      ({ state }) => state === "running",
    ),
  );
}

/** From now on only what comes is remembered. */
export async function forgetNotes(page: Page) {
  await page.evaluate(() => {
    (window as unknown as { notes: number[] }).notes.length = 0;
  });
}

/** In the ringtone alone; the gentle tone of a second call has another note of it, and no more. */
export const RING_NOTE = 622;
export const GENTLE_NOTE = 784;
export const RINGBACK_NOTE = 425;
