import { expect, type Page } from "@playwright/test";
import type { Received } from "./media.ts";

/** Somebody at a page, whichever browser it is in: what a story needs that is told in more than one. */
export interface Person {
  open(path: string): Promise<void>;
  url(): string;
  /** @param button its whole name */
  press(button: string): Promise<void>;
  fill(field: string, text: string): Promise<void>;
  sees(text: string): Promise<void>;
  evaluate(inPage: () => Promise<Received>): Promise<Received>;
}

/** In the browser that Playwright drives. */
export function chromiumPerson(page: Page): Person {
  return {
    open: async (path) => void (await page.goto(path)),
    url: () => page.url(),
    press: (button) => page.getByRole("button", { name: button, exact: true }).click(),
    fill: (field, text) => page.getByLabel(field, { exact: true }).fill(text),
    sees: (text) => expect(page.getByText(text).first()).toBeVisible(),
    evaluate: (inPage) => page.evaluate(inPage),
  };
}
