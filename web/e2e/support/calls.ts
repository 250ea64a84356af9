import { expect, type Locator, type Page } from "@playwright/test";
import { signIn, type Visitors } from "./people.ts";
import type { Server } from "./server.ts";

export const ANNA = "anna@sot.example";
export const BEN = "ben@sot.example";

/** At the contacts, with a line over which calls can come. */
export async function atContacts(page: Page, server: Server, email: string) {
  await signIn(page, server, email);
  await page.getByRole("link", { name: /^(Kontakte|Contacts)$/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Kontakte|Contacts/ })).toBeVisible();
}

/** Two of one office, each with a browser of their own. */
export async function colleagues(visitors: Visitors, server: Server) {
  const anna = await visitors.page();
  const ben = await visitors.page();
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  return { anna, ben };
}

/** The card of one's own call. */
export function dock(page: Page, name: string): Locator {
  return page.getByRole("region", {
    name: new RegExp(`^(Laufender Anruf mit|Call with) ${name}$`),
  });
}

export function ringing(page: Page, name: string): Locator {
  return page.getByRole("alertdialog", { name });
}

/** The card of a second call that comes in while one talks. */
export function secondCall(page: Page, name: string): Locator {
  return page.getByRole("region", { name: new RegExp(`^(Anruf von|Call from) ${name}$`) });
}

/** Their line in the list of the team. */
export function colleague(page: Page, name: string): Locator {
  const team = page.getByRole("region", { name: "Team" }).getByRole("listitem");
  return team.filter({ hasText: name });
}

/** Somebody of the team, once the server says that they can be reached. */
export async function call(page: Page, name: string, media: "audio" | "video" = "audio") {
  await expect(colleague(page, name)).toContainText(/Erreichbar|Available/);
  await pickUp(page, name, media);
}

/** However that person is. */
export async function pickUp(page: Page, name: string, media: "audio" | "video" = "audio") {
  const names = media === "audio" ? [`${name} anrufen`, `Call ${name}`] : videoNames(name);
  const button = page.getByRole("button", { name: new RegExp(`^(${names.join("|")})$`) });
  await button.first().click();
}

function videoNames(name: string): string[] {
  return [`${name} mit Video anrufen`, `Call ${name} with video`];
}

/** The newest call in one's log. */
export async function lastCall(page: Page): Promise<Locator> {
  await page.getByRole("link", { name: /^Anrufe/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anrufe" })).toBeVisible();
  return page.getByRole("main").getByRole("listitem").first();
}

/** What a page's buttons never ask for. */
export function callTo(page: Page, userId: string): Promise<{ status: number; code: string }> {
  return page.evaluate(async (toUserId) => {
    const { csrfToken } = await (await fetch("/api/session")).json();
    const answer = await fetch("/api/calls", {
      method: "POST",
      headers: { "content-type": "application/json", "X-CSRF-Token": csrfToken },
      body: JSON.stringify({ toUserId }),
    });
    return { status: answer.status, code: (await answer.json()).code };
  }, userId);
}

/** Of whoever is signed in there. */
export function idOf(page: Page): Promise<string> {
  return page.evaluate(async () => (await (await fetch("/api/session")).json()).user.id);
}
