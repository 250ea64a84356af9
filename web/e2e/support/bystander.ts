import { expect } from "@playwright/test";
import type { CDPSession, Page } from "puppeteer-core";

/**
 * Looks at a page without touching it. What Puppeteer and Playwright evaluate in a page, and all that they look for there,
 * is a gesture of the user's to Chromium, which then lets the page sound.
 */
export class Bystander {
  private readonly page: Page;
  private readonly devtools: CDPSession;

  private constructor(page: Page, devtools: CDPSession) {
    this.page = page;
    this.devtools = devtools;
  }

  static async at(page: Page): Promise<Bystander> {
    return new Bystander(page, await page.createCDPSession());
  }

  async open(address: string) {
    await this.page.goto(address);
  }

  async evaluate<Told>(inPage: () => Told | Promise<Told>): Promise<Told> {
    return this.ask(`(${inPage})()`);
  }

  /** Waits for it. */
  async sees(text: string) {
    await expect.poll(() => this.text(), { message: `"${text}" is to be read` }).toContain(text);
  }

  async seesNoMore(text: string) {
    await expect.poll(() => this.text(), { message: `"${text}" is gone` }).not.toContain(text);
  }

  /** With the mouse, as a user would: that is a gesture. Waits until it is there, and stands still. */
  async click(button: string) {
    const look = () => this.ask<Place | null>(`(${placeOf})(${JSON.stringify(button)})`);
    let place = await look();
    const standsStill = async () => {
      const before = place;
      place = await look();
      return place !== null && place.x === before?.x && place.y === before.y;
    };
    await expect.poll(standsStill, { message: `"${button}" is to be clicked` }).toBe(true);
    if (place) await this.page.mouse.click(place.x, place.y);
  }

  private text(): Promise<string> {
    return this.ask("document.body.innerText");
  }

  private async ask<Told>(expression: string): Promise<Told> {
    const { result, exceptionDetails } = await this.devtools.send("Runtime.evaluate", {
      expression,
      userGesture: false,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
    return result.value;
  }
}

interface Place {
  x: number;
  y: number;
}

/** Runs in the page. */
function placeOf(name: string): Place | null {
  const button = [...document.querySelectorAll("button")].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent?.trim()) === name,
  );
  if (!button) return null;
  const { x, y, width, height } = button.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}
