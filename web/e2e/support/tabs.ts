import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { expect } from "@playwright/test";
import { Bystander } from "./bystander.ts";
import { isForeign } from "./foreign.ts";
import { keepConnections } from "./media.ts";
import type { Person } from "./person.ts";
import { puppeteerPerson } from "./puppeteerPerson.ts";
import { keepNotes, type Hearing } from "./tones.ts";

const devices = [
  "--no-sandbox",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream=fps=10",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

/** Somebody at a tab of a window that may have others in front of it. */
export interface AtTab extends Omit<Person, "evaluate">, Hearing {
  title(): Promise<string>;
  visibility(): Promise<DocumentVisibilityState>;
  bringToFront(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Chromium with one window, and tabs in it of which only the front one is visible: to Playwright all of them are. It
 * keeps to its own rules about sound, too.
 */
export class Tabs {
  private readonly browser: Browser;
  private readonly origin: string;
  private readonly foreignRequests: string[] = [];

  private constructor(browser: Browser, origin: string) {
    this.browser = browser;
    this.origin = origin;
  }

  static async launch(origin: string): Promise<Tabs> {
    const browser = await puppeteer.launch({
      timeout: 180_000,
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: devices,
    });
    return new Tabs(browser, origin);
  }

  async person(): Promise<AtTab> {
    const page = await this.open();
    return {
      ...puppeteerPerson(page, this.origin),
      evaluate: (inPage) => page.evaluate(inPage),
      title: () => page.title(),
      visibility: () => page.evaluate(() => document.visibilityState),
      bringToFront: () => page.bringToFront(),
      close: () => page.close(),
    };
  }

  /** A tab that nobody has clicked, as one that a browser opens at its start. */
  async untouched(path: string): Promise<Bystander> {
    return this.look(await this.open(), path);
  }

  /** As a browser's menu does it: the new tab knows what that one has kept for itself, and nobody has clicked it. */
  async duplicate(tab: Bystander, path: string): Promise<Bystander> {
    const kept = await tab.evaluate(() => Object.entries(sessionStorage));
    const page = await this.open();
    await page.evaluateOnNewDocument((entries: [string, string][]) => {
      for (const [key, value] of entries) sessionStorage.setItem(key, value);
    }, kept);
    return this.look(page, path);
  }

  private async look(page: Page, path: string): Promise<Bystander> {
    const eyes = await Bystander.at(page);
    await eyes.open(new URL(path, this.origin).href);
    return eyes;
  }

  private async open(): Promise<Page> {
    const page = await this.browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.setViewport({ width: 1280, height: 800 });
    const devtools = await page.createCDPSession();
    const userAgent = await this.browser.userAgent();
    await devtools.send("Emulation.setUserAgentOverride", { userAgent, acceptLanguage: "de-DE" });
    await page.evaluateOnNewDocument(keepConnections);
    await page.evaluateOnNewDocument(keepNotes);
    page.on("request", (request) => {
      if (isForeign(request.url())) this.foreignRequests.push(request.url());
    });
    return page;
  }

  /** Another tab, in front of all that there are. */
  async cover() {
    await (await this.browser.newPage()).bringToFront();
  }

  async close() {
    await this.browser.close();
    expect(this.foreignRequests).toEqual([]);
  }
}
