import { expect, type Page } from "@playwright/test";
import { Answers, type State } from "../support/answers.ts";
import { CARLA, DENIZ, furnish } from "../support/furnish.ts";
import { movesByArrows, walksByTab } from "../support/keyboard.ts";
import { violations } from "../support/looks.ts";
import { signIn } from "../support/people.ts";
import { type Opened, type Place, places, redirects } from "../support/places.ts";
import { test } from "../support/test.ts";

/** Every page of the list in `places.ts`: by keyboard alone, and with nothing for axe to say in any state and theme. */
test.setTimeout(1_800_000); // all of them, and axe at each

let callId: string;
test.beforeAll(async ({ server }) => {
  callId = await furnish(server);
});

const nameOf = ({ route, at, as }: Place) => [at ?? route, as].filter(Boolean).join(" as ");
const inOffice = places.filter(({ as }) => as === undefined);

async function go(page: Page, { route, at }: Place) {
  await page.goto("about:blank"); // an address that differs behind # alone is no new page
  await page.goto((at ?? route).replace("$callId", callId));
}

async function settles(page: Page) {
  await expect(
    page.locator(".skeleton, .skeleton-row, .device-preview[aria-busy=true]"),
  ).toHaveCount(0);
  const loads = page
    .getByRole("status")
    .filter({ hasText: /^(Wird|.* (wird|werden)) (geladen|geöffnet)/ });
  await expect(loads).toHaveCount(0);
}

/** Of colours again in the other theme: nothing else differs. */
async function isClean(page: Page, state: string) {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect(await violations(page), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await violations(page, "colours"), `${state}, dark`).toEqual([]);
}

async function isWalked(page: Page, state: string) {
  await isClean(page, state);
  await walksByTab(page, state);
  await movesByArrows(page, state);
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const isInside = (page: Page) =>
  page.evaluate(() => {
    const open = [...document.querySelectorAll("dialog[open], :popover-open")].at(-1);
    return open?.contains(document.activeElement) ?? false;
  });

/** Takes the focus, keeps it while it is walked through, and gives it back to what it was opened with. */
async function opens(page: Page, { name, by, typed, shows, unfolds }: Opened) {
  for (const [field, text] of Object.entries(typed ?? {}))
    await page.getByLabel(field, { exact: true }).fill(text);
  const layers = page.locator("dialog[open], :popover-open");
  let before = 0;
  for (const opener of by) {
    before = await layers.count();
    await button(page, opener).focus();
    await page.keyboard.press("Enter");
    if (opener !== by.at(-1) || !unfolds) await expect(layers).not.toHaveCount(before);
  }
  if (shows) await expect(page.getByText(shows).first()).toBeVisible();
  await settles(page);
  const opener = button(page, by.at(-1) ?? "");
  if (unfolds) await expect(opener).toHaveAttribute("aria-expanded", "true");
  else if ((await page.locator(":popover-open").count()) > 0) await page.keyboard.press("Tab");
  if (!unfolds) await expect.poll(() => isInside(page), `${name} takes the focus`).toBe(true);
  await isWalked(page, name);
  while ((await layers.count()) > (unfolds ? 0 : before)) {
    const count = await layers.count();
    await page.keyboard.press("Escape");
    await expect(layers, `${name}: Escape closes it`).not.toHaveCount(count);
  }
  if (!unfolds) await expect(opener, `${name} gives the focus back`).toBeFocused();
}

test("the ways in, and what leads elsewhere", async ({ visitors, server }) => {
  const stranger = await visitors.page();
  const answer = await stranger.request.post("/api/session", {
    data: { email: "anna@sot.example", password: server.password },
  });
  const { tenant } = await answer.json();
  await stranger.context().clearCookies();
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
  for (const place of places.filter(({ as }) => as === "nobody"))
    await test.step(nameOf(place), async () => {
      await go(stranger, place);
      await expect(stranger.getByText(place.shows).first()).toBeVisible();
      await isWalked(stranger, nameOf(place));
    });
  await signIn(stranger, server, DENIZ);
  for (const { route, to } of redirects) {
    await stranger.goto(route);
    await stranger.waitForURL(`**${to}`);
  }
  for (const place of places.filter(({ as }) => as === "member"))
    await test.step(nameOf(place), async () => {
      await go(stranger, place);
      await expect(stranger.getByText(place.shows).first()).toBeVisible();
      await isWalked(stranger, nameOf(place));
    });
});

test("the office's pages, and what opens on them", async ({ visitors, server }) => {
  const carla = await visitors.page();
  await signIn(carla, server, CARLA);
  await Answers.to(carla);
  for (const place of inOffice)
    await test.step(nameOf(place), async () => {
      await go(carla, place);
      await expect(carla.getByText(place.shows).first()).toBeVisible();
      await settles(carla);
      await isWalked(carla, nameOf(place));
      for (const opened of place.opens ?? [])
        await test.step(opened.name, () => opens(carla, opened));
    });
});

test("the office's pages without anything, while they load, and when they cannot", async ({
  visitors,
  server,
}) => {
  const carla = await visitors.page();
  await signIn(carla, server, CARLA);
  const answers = await Answers.to(carla);
  const states: Record<Exclude<State, "with data">, (place: Place) => Promise<void>> = {
    empty: async ({ empty }) => {
      if (empty) await expect(carla.getByText(empty).first()).toBeVisible();
      await settles(carla);
    },
    failing: async () => {
      await expect(carla.getByRole("button", { name: "Erneut versuchen" }).first()).toBeVisible();
      await settles(carla);
    },
    loading: async () => {
      await expect.poll(() => answers.waiting).toBeGreaterThan(0);
      await expect(
        carla
          .getByRole("status")
          .filter({ hasText: /geladen|geöffnet/ })
          .first(),
      ).toBeAttached();
    },
  };
  for (const [state, isThere] of Object.entries(states))
    for (const place of inOffice.filter(({ empty }) => state !== "empty" || empty))
      await test.step(`${nameOf(place)}, ${state}`, async () => {
        await answers.be(state as State);
        await go(carla, place);
        await isThere(place);
        await isClean(carla, `${nameOf(place)}, ${state}`);
      });
});
