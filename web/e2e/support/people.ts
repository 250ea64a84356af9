import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { chromiumFlags } from "./chromium.ts";
import { isForeign } from "./foreign.ts";
import { watchMedia } from "./media.ts";
import type { Server } from "./server.ts";

const ANNA = "anna@sot.example";

type ContextOptions = Parameters<Browser["newContext"]>[0];

/** Every page of a test, so that a request to a foreign host fails it, and a style that our own policy refuses. */
export class Visitors {
  private readonly contexts: BrowserContext[] = [];
  private readonly machines: Browser[] = [];
  private readonly foreignRequests: string[] = [];
  private readonly refusedStyles: string[] = [];
  private readonly browser: Browser;
  private readonly server: Server;

  constructor(browser: Browser, server: Server) {
    this.browser = browser;
    this.server = server;
  }

  /** A person with a browser of their own. */
  async page(options: ContextOptions = {}, browser = this.browser): Promise<Page> {
    const context = await browser.newContext({
      baseURL: this.server.origin,
      permissions: ["camera", "microphone"],
      ...options,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    await watchMedia(page);
    page.on("request", (request) => {
      if (isForeign(request.url())) this.foreignRequests.push(request.url());
    });
    page.on("console", (said) => {
      if (/inline style.*Content Security Policy/.test(said.text()))
        this.refusedStyles.push(`${page.url()}: ${said.text()}`);
    });
    return page;
  }

  /**
   * A person with a machine of their own. Pages of one browser share its fake camera, and when two of them get it anew at
   * the same moment, as all do after a server's crash, it may give neither of them a picture.
   *
   * @param args how that browser is started
   */
  async apart(args = chromiumFlags): Promise<Page> {
    const machine = await this.browser.browserType().launch({ args });
    this.machines.push(machine);
    return this.page({}, machine);
  }

  async leave() {
    for (const context of this.contexts) await context.close();
    for (const machine of this.machines) await machine.close();
    expect(this.foreignRequests).toEqual([]);
    expect(this.refusedStyles).toEqual([]);
  }
}

/** In either language. */
export async function signIn(page: Page, server: Server, email = ANNA) {
  await page.goto("/portal/office/videocalls");
  await page.getByRole("textbox", { name: /E-Mail-Adresse|E-mail address/ }).fill(email);
  await page.locator('input[type="password"]').fill(server.password);
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: /Videocalls|Video calls/ }),
  ).toBeVisible();
}

/** Presses "Neuen Videocall starten" and stands in the room; answers the call's id. */
export async function startCall(page: Page, title: string): Promise<string> {
  await page.getByRole("button", { name: "Neuen Videocall starten" }).first().click();
  await page.getByLabel("Titel").fill(title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/portal\/office\/videocalls\/[0-9a-f-]{36}$/);
  // the address changes a moment before the page does, and the overview knows other active calls
  await expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
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

/** What a program does with a link: the call under the name that the portal already uses (V9). */
export async function claim(link: string): Promise<{ serverUrl: string; guestToken: string }> {
  const { pathname, searchParams, origin } = new URL(link);
  const answer = await fetch(`${origin}/functions/v1/sot-videocall-invite-validate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ inviteId: pathname.split("/").at(-1), token: searchParams.get("t") }),
  });
  expect(answer.status).toBe(200);
  return answer.json();
}
