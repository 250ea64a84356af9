import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { dirname, join as path } from "node:path";
import { fileURLToPath } from "node:url";
import { invite, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";

/** Every page and state in both languages, themes and sizes: no axe violation, no sideways scrolling, a picture to look at. */
const images = path(dirname(fileURLToPath(import.meta.url)), "../test-results/screens");
mkdirSync(images, { recursive: true });

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

const looks = [
  { name: "desktop-light-de", width: 1280, height: 800, colorScheme: "light", locale: "de-DE" },
  { name: "desktop-dark-en", width: 1280, height: 800, colorScheme: "dark", locale: "en-GB" },
  { name: "phone-light-en", width: 375, height: 780, colorScheme: "light", locale: "en-GB" },
  { name: "phone-dark-de", width: 375, height: 780, colorScheme: "dark", locale: "de-DE" },
] as const;

for (const look of looks) {
  test(`every page is accessible and fits: ${look.name}`, async ({ browser }) => {
    const visitors = new Visitors(browser, server);
    const size = { width: look.width, height: look.height };
    const person = () =>
      visitors.page({ viewport: size, colorScheme: look.colorScheme, locale: look.locale });
    const host = await visitors.page();
    await signIn(host, server);
    const callId = await startCall(host, `Ansicht ${look.name}`);
    const email = `${look.name}@gast.example`;
    const looksGood = (page: Page, state: string) => check(page, `${state}-${look.name}`);

    const anna = await person();
    await anna.goto("/sign-in");
    await expect(anna.getByRole("button", { name: /^(Anmelden|Sign in)$/ })).toBeVisible();
    await looksGood(anna, "sign-in");
    await anna.getByRole("textbox", { name: /E-Mail|E-mail/ }).fill("anna@sot.example");
    await anna.locator('input[type="password"]').fill("wrong");
    await anna.keyboard.press("Enter");
    await expect(anna.getByRole("alert").first()).toBeVisible();
    await looksGood(anna, "sign-in-error");
    await anna.locator('input[type="password"]').fill(server.password);
    await anna.keyboard.press("Enter");
    await expect(anna.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(anna.getByText(`Ansicht ${look.name}`)).toBeVisible();
    await looksGood(anna, "overview");

    await invite(host, { email, name: "Eva Gast" });
    await looksGood(host, "invite-dialog");
    const link = await linkFromApp(host, callId, email);
    await host.keyboard.press("Escape");
    const guest = await person();
    await guest.goto(link.replace(/t=.*/, `t=${"0".repeat(64)}`));
    await expect(guest.getByRole("heading", { level: 1 })).toBeVisible();
    await looksGood(guest, "join-invalid");
    await guest.goto(link);
    await expect(guest.getByRole("button", { name: /^(Beitreten|Join)$/ })).toBeEnabled();
    await looksGood(guest, "join");
    await guest.getByRole("button", { name: /^(Beitreten|Join)$/ }).click();
    await expect(guest.getByRole("button", { name: /verlassen|Leave video call/ })).toBeVisible();
    await expect.poll(() => guest.locator("video").count()).toBeGreaterThan(1);
    await looksGood(guest, "room-guest");
    const stranger = await person();
    await stranger.goto(link);
    await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
    await looksGood(stranger, "join-used");

    await host.getByRole("button", { name: "Videocall für alle beenden" }).click();
    await looksGood(host, "end-dialog");
    await host.getByRole("button", { name: "Für alle beenden", exact: true }).click();
    await expect(guest.getByText(/beendet|ended/i).first()).toBeVisible();
    await looksGood(guest, "ended");
    await anna.reload();
    await expect(anna.getByText(`Ansicht ${look.name}`)).toBeVisible();
    await looksGood(anna, "overview-past");
    await visitors.leave();
  });
}

async function check(page: Page, name: string) {
  await page.screenshot({ path: path(images, `${name}.png`) });
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${name} does not scroll sideways`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`),
    name,
  ).toEqual([]);
}
