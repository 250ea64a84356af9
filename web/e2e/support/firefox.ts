import { expect } from "@playwright/test";
import puppeteer, { type Browser } from "puppeteer-core";
import { isForeign } from "./foreign.ts";
import { keepConnections } from "./media.ts";
import type { Person } from "./person.ts";
import { puppeteerPerson } from "./puppeteerPerson.ts";

/** Its fake camera and microphone, and no question whether a page may have them. */
const devices = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.autoplay.default": 0,
};

/** Firefox as the system has it, spoken to by WebDriver BiDi: Playwright knows only a Firefox of its own. */
export class Firefox {
  private readonly browser: Browser;
  private readonly origin: string;
  private readonly foreignRequests: string[] = [];

  private constructor(browser: Browser, origin: string) {
    this.browser = browser;
    this.origin = origin;
  }

  static async launch(origin: string): Promise<Firefox> {
    const browser = await puppeteer.launch({
      browser: "firefox",
      timeout: 180_000,
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      extraPrefsFirefox: { ...devices, "intl.accept_languages": "de-DE, de" },
    });
    return new Firefox(browser, origin);
  }

  /** With nothing of what another has. */
  async person(): Promise<Person> {
    const page = await (await this.browser.createBrowserContext()).newPage();
    page.setDefaultTimeout(60_000);
    await page.setViewport({ width: 1280, height: 800 });
    await page.evaluateOnNewDocument(keepConnections);
    page.on("request", (request) => {
      if (isForeign(request.url())) this.foreignRequests.push(request.url());
    });
    return puppeteerPerson(page, this.origin);
  }

  async close() {
    await this.browser.close();
    expect(this.foreignRequests).toEqual([]);
  }
}
