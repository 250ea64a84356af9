import { expect, type Page } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { Peer } from "../support/peer.ts";
import { test } from "../support/test.ts";

/** Every state a guest can come to, in both languages, both themes and three sizes; see `looksGood`. */
test.setTimeout(600_000); // many pictures, and axe at each of them

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The browser's own answers to a page that asks for devices it may not or cannot have. */
async function devicesAnswer(page: Page, error: string, kinds: ("audio" | "video")[]) {
  await page.addInitScript(
    ([name, troubled]) => {
      const media = navigator.mediaDevices;
      const native = media.getUserMedia.bind(media);
      media.getUserMedia = (wanted) =>
        troubled.some((kind) => wanted?.[kind])
          ? Promise.reject(new DOMException("Permission denied", name))
          : native(wanted);
    },
    [error, kinds] as const,
  );
}

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const button = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });

  test(`devices that cannot be used (${language})`, async ({ person, server }) => {
    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Angebotsbesprechung", "Quotation"));
    const { link } = await office.invite(callId, `${language}@gast.example`, "Marlene Voss");
    const troubles = [
      ["denied", "NotAllowedError", ["audio", "video"]],
      ["missing", "NotFoundError", ["video"]],
      ["busy", "NotReadableError", ["audio"]],
    ] as const;
    for (const [state, error, kinds] of troubles) {
      const guest = await person(language);
      await devicesAnswer(guest, error, [...kinds]);
      await guest.goto(link);
      await expect(guest.getByText(t("auch ohne beitreten", "also join without"))).toBeVisible();
      await looks(guest, `join-${state}`);
    }
  });

  test(`joining without devices, before the host (${language})`, async ({ person, server }) => {
    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Angebotsbesprechung", "Quotation"));
    const { link } = await office.invite(callId, `${language}@gast.example`, "Marlene Voss");
    const guest = await person(language);
    await devicesAnswer(guest, "NotAllowedError", ["audio", "video"]);
    await guest.goto(link);
    await expect(guest.getByText(t("ist noch nicht da", "is not here yet"))).toBeVisible();
    await guest.getByLabel(t("Ihr Name im Videocall", "Your name in the call")).fill("");
    await button(guest, "Beitreten", "Join").click();
    await expect(
      guest.getByText(t("Geben Sie Ihren Namen ein.", "Enter your name.")),
    ).toBeVisible();
    await looks(guest, "join-no-name");
    await guest.getByLabel(t("Ihr Name im Videocall", "Your name in the call")).fill("Marlene");
    await button(guest, "Beitreten", "Join").click();
    await expect(guest.getByRole("alert")).toBeVisible();
    await expect(
      guest.getByRole("status").filter({ hasText: t("ist noch nicht da", "is not here yet") }),
    ).toBeVisible();
    await looks(guest, "room-host-missing-no-devices");

    await guest.context().setOffline(true);
    await expect(guest.getByText(t("wird wiederhergestellt", "Reconnecting"))).toBeVisible({
      timeout: 90_000,
    });
    await looks(guest, "room-reconnecting");
    await button(guest, "Videocall verlassen", "Leave video call").click();
    await expect(heading(guest)).toBeFocused();
    await looks(guest, "over-left");
  });

  test(`links that do not open the room (${language})`, async ({ person, server }) => {
    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Angebotsbesprechung", "Quotation"));
    const used = await office.invite(callId, `used-${language}@gast.example`, "Marlene Voss");
    await office.claim(used.link, "Marlene Voss");
    const guest = await person(language);
    await guest.goto(used.link);
    await expect(heading(guest)).toBeFocused();
    await looks(guest, "join-used");
    await button(
      guest,
      "Neuen Link an meine Adresse senden",
      "Send a new link to my address",
    ).click();
    await expect(guest.locator(".new-link")).toBeFocused();
    await looks(guest, "join-new-link-sent");
    const again = await guest.context().newPage();
    await again.goto(used.link);
    await expect(heading(again)).toHaveText(
      t("Es gibt einen neueren Link", "There is a newer link"),
    );
    await looks(again, "join-renewed");
    const stranger = await person(language);
    await stranger.goto(used.link);
    await expect(heading(stranger)).toHaveText(
      t("Dieser Link ist ungültig", "This link is not valid"),
    );
    await looks(stranger, "join-invalid");

    const revoked = await office.invite(callId, `revoked-${language}@gast.example`);
    await office.revoke(callId, revoked.id);
    await guest.goto(revoked.link);
    await expect(heading(guest)).toBeFocused();
    await looks(guest, "join-revoked");

    const late = await office.invite(callId, `late-${language}@gast.example`);
    await office.end(callId);
    await guest.goto(late.link);
    await expect(heading(guest)).toBeFocused();
    await looks(guest, "join-over");
  });

  test(`a server that does not answer, or asks for patience (${language})`, async ({
    person,
    server,
  }) => {
    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Angebotsbesprechung", "Quotation"));
    const { link } = await office.invite(callId, `many-${language}@gast.example`);
    const guest = await person(language);
    await guest.route("**/api/**", (route) => route.abort("connectionrefused"));
    await guest.goto(link);
    await expect(heading(guest)).toHaveText(
      t("Keine Verbindung zum Server", "No connection to the server"),
    );
    await looks(guest, "join-unreachable");
    await guest.unroute("**/api/**");
    await button(guest, "Erneut versuchen", "Try again").click();
    await expect(button(guest, "Beitreten", "Join")).toBeVisible();

    const { pathname, searchParams } = new URL(link);
    const preview = `/api/invites/${pathname.split("/").at(-1)}/preview`;
    const token = searchParams.get("t");
    const ask = () => guest.request.post(preview, { data: { token } });
    await guest.route(`**${preview}`, async (route) => {
      let answer = await ask();
      while (answer.ok()) answer = await ask();
      await route.fulfill({ response: answer }); // asked once more, it might be let in again
    });
    await guest.reload();
    await expect(heading(guest)).toHaveText(t("Zu viele Versuche", "Too many attempts"));
    await guest.unroute(`**${preview}`);
    await looks(guest, "join-too-many");
    const retry = button(guest, "Erneut versuchen", "Try again");
    await expect(retry).not.toHaveAttribute("aria-disabled");
    await retry.click();
    await expect(button(guest, "Beitreten", "Join")).toBeVisible();
  });

  test(`a full room (${language})`, async ({ person, server }) => {
    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Eigentümerversammlung", "Owners' meeting"));
    const names = [
      "Dr. Maximiliane-Alexandra Freifrau von Hohenstein-Donaudampfschifffahrt",
      "Jürgen Kästner",
      "Ben Aydın",
      "Zoë",
      "Łukasz Wiśniewski",
      "李 小龙",
      "O",
      "Eva",
      "Uwe",
    ];
    const entries = [];
    for (const [index, name] of names.entries()) {
      const { link } = await office.invite(callId, `${index}-${language}@gast.example`);
      entries.push(await office.claim(link, name));
    }
    const { link } = await office.invite(callId, `me-${language}@gast.example`, "Marlene Voss");
    const guest = await person(language);
    await guest.goto(link);
    await button(guest, "Beitreten", "Join").click();
    await expect(button(guest, "Videocall verlassen", "Leave video call")).toBeVisible();
    const onlookers = Peer.onlookers(entries);
    try {
      await expect.poll(() => onlookers.published, { message: onlookers.errors }).toBe(true);
      await expect(guest.getByRole("main").getByRole("listitem")).toHaveCount(names.length + 1);
      await looks(guest, "room-full");
    } finally {
      await onlookers.end();
    }
  });
}
