import type { Page } from "puppeteer-core";
import type { Person } from "./person.ts";

/** Somebody in a browser that Puppeteer drives. */
export function puppeteerPerson(page: Page, origin: string): Person {
  const labelled = (field: string) =>
    page.locator(`::-p-xpath(//input[@id=//label[normalize-space(text())="${field}"]/@for])`);
  return {
    open: async (path) => void (await page.goto(new URL(path, origin).href)),
    url: () => page.url(),
    press: (button) => page.locator(`::-p-aria([name="${button}"][role="button"])`).click(),
    fill: (field, text) => labelled(field).fill(text),
    sees: async (text) => void (await page.locator(`::-p-text(${text})`).wait()),
    evaluate: (inPage) => page.evaluate(inPage),
  };
}
