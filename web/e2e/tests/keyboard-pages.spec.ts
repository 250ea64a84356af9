import { expect, type Page } from "@playwright/test";
import { walksByTab } from "../support/keyboard.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/test.ts";

/** The ways in by keyboard alone: what there is to do is in the way of Tab, in the order in which it stands. */
test.setTimeout(600_000); // many pages, each walked through

const secret = "0".repeat(64);
const link = `01a1fd8d-0d25-74da-a4b3-134172823a4f.${secret}`;

interface Place {
  path: string;
  /** What is there once the page has everything. */
  shows: string | RegExp;
}

async function arrives(page: Page, { path, shows }: Place) {
  await page.goto(path);
  await expect(page.getByText(shows).first()).toBeVisible();
  await expect(page.locator(".skeleton, .skeleton-row")).toHaveCount(0);
}

test("somebody at the ways to an account", async ({ visitors, server }) => {
  const stranger = await visitors.page();
  const tenant = await tenantOf(await visitors.page(), server.password);
  await stranger.route("**/api/setup/preview", (route) => route.fulfill({ status: 204 }));
  for (const [ways, preview] of [
    ["user-invites", { email: "nora@sot.example", tenant }],
    ["password-resets", { tenant }],
    [
      "sender-links",
      { email: "kanzlei@sot.example", displayName: "Kanzlei", replyTo: null, tenant },
    ],
  ] as const)
    await stranger.route(`**/api/${ways}/*/preview`, (route) => route.fulfill({ json: preview }));
  const places: Place[] = [
    { path: "/sign-in", shows: "Passwort vergessen?" },
    { path: `/portal/setup#${secret}`, shows: "Büro einrichten" },
    { path: `/portal/welcome#${link}`, shows: "Konto anlegen" },
    { path: "/portal/forgotten", shows: "E-Mail-Adresse" },
    { path: `/portal/reset#${link}`, shows: /Neues Passwort|Passwort/ },
    { path: `/portal/sender#${link}`, shows: "kanzlei@sot.example" },
  ];
  for (const place of places) {
    await test.step(place.path, async () => {
      await arrives(stranger, place);
      await walksByTab(stranger, place.path);
    });
  }
});

async function tenantOf(page: Page, password: string): Promise<unknown> {
  const answer = await page.request.post("/api/session", {
    data: { email: "anna@sot.example", password },
  });
  return (await answer.json()).tenant;
}

test("a guest at the link, in the lobby and when it does not open", async ({
  visitors,
  server,
}) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Mit der Tastatur", true);
  const { link: way, id } = await office.invite(callId, "gil@gast.example", "Gil");
  const guest = await visitors.page();
  await guest.goto(way);
  await expect(guest.getByRole("button", { name: "Kamera ausschalten" })).toBeVisible();
  await walksByTab(guest, "the guest's page");
  await guest.getByRole("button", { name: "Beitreten" }).focus();
  await guest.keyboard.press("Enter");
  await expect(guest.getByRole("heading", { level: 2 })).toBeFocused();
  await walksByTab(guest, "the lobby");

  await office.revoke(callId, id);
  const other = await visitors.page();
  await other.goto(way);
  await expect(other.getByRole("heading", { level: 1 })).toBeFocused();
  await walksByTab(other, "a link that does not open");
});
