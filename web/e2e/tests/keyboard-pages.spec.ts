import { expect } from "@playwright/test";
import { walksByTab } from "../support/keyboard.ts";
import { Office } from "../support/office.ts";
import { test } from "../support/test.ts";

/** A guest's way by keyboard alone: what there is to do is in the way of Tab, in the order in which it stands. */
test.setTimeout(600_000);

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
