import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { watchMedia } from "./media.ts";
import type { Server } from "./server.ts";

const ANNA = "anna@sot.example";

/** Every page of a test, so that a request to a foreign host fails it. */
export class Visitors {
  private readonly contexts: BrowserContext[] = [];
  private readonly foreignRequests: string[] = [];
  private readonly browser: Browser;
  private readonly server: Server;

  constructor(browser: Browser, server: Server) {
    this.browser = browser;
    this.server = server;
  }

  /** A person with a browser of their own. */
  async page(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.server.origin,
      permissions: ["camera", "microphone"],
      ...options,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    await watchMedia(page);
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      const local = ["localhost", "127.0.0.1"].includes(hostname);
      if (!local && protocol !== "data:" && protocol !== "blob:")
        this.foreignRequests.push(request.url());
    });
    return page;
  }

  async leave() {
    for (const context of this.contexts) await context.close();
    expect(this.foreignRequests).toEqual([]);
  }
}

export async function signIn(page: Page, server: Server, email = ANNA) {
  await page.goto("/portal/office/videocalls");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(server.password);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByRole("heading", { name: "Videocalls", level: 1 })).toBeVisible();
}

/** Presses "Neuen Videocall starten" and stands in the room; answers the call's id. */
export async function startCall(page: Page, title: string): Promise<string> {
  await page.getByRole("button", { name: "Neuen Videocall starten" }).first().click();
  await page.getByLabel("Titel").fill(title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/portal\/office\/videocalls\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Aktiv", { exact: true })).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

export interface Guest {
  email: string;
  name?: string;
}

/** Invites from the room's own dialog and leaves it open; the link is read with {@link linkFromApp}. */
export async function invite(page: Page, guest: Guest) {
  await page.getByRole("button", { name: "Einladen" }).click();
  const dialog = page.getByRole("dialog", { name: "Gast einladen" });
  await dialog.getByLabel("E-Mail-Adresse").fill(guest.email);
  if (guest.name) await dialog.getByLabel(/^Name/).fill(guest.name);
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  await expect(dialog.getByRole("listitem").filter({ hasText: guest.email })).toContainText(
    "gilt bis",
  );
  return dialog;
}

/** With no mail server configured the mail is shown to the host: the link as a guest would find it there. */
export async function linkFromApp(page: Page, callId: string, email: string): Promise<string> {
  const link = await page.evaluate(
    async ([call, address]) => {
      const invites = await (await fetch(`/api/video-calls/${call}/invites`)).json();
      const { id } = invites.items.find(
        (one: { inviteeEmail: string }) => one.inviteeEmail === address,
      );
      const mail = await (await fetch(`/api/video-calls/${call}/invites/${id}/mail`)).json();
      return /https?:\/\/\S+\/join\/\S+\?t=[0-9a-f]{64}/.exec(mail.text)?.[0];
    },
    [callId, email] as const,
  );
  expect(link).toBeDefined();
  return link ?? "";
}

/** Opens the link and presses "Beitreten". */
export async function join(page: Page, link: string, name?: string) {
  await page.goto(link);
  const field = page.getByLabel("Ihr Name im Videocall");
  if (name) await field.fill(name);
  await page.getByRole("button", { name: "Beitreten" }).click();
  await expect(page.getByRole("button", { name: "Videocall verlassen" })).toBeVisible();
}
