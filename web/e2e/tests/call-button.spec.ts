import { expect, type Page } from "@playwright/test";
import { ANNA, atContacts, call, dock, ringing } from "../support/calls.ts";
import { test } from "../support/crm.ts";
import { Host } from "../support/host.ts";
import { looksGood } from "../support/looks.ts";
import { expectHears, expectSeesAndHears, expectSilent } from "../support/media.ts";
import { Office } from "../support/office.ts";
import type { Visitors } from "../support/people.ts";
import type { Server } from "../support/server.ts";

async function annaAndBen(visitors: Visitors, server: Server, host: Host) {
  const anna = await visitors.page();
  await atContacts(anna, server, ANNA);
  const ben = await visitors.page();
  const blocked: string[] = [];
  ben.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) blocked.push(message.text());
  });
  await ben.goto(`${host.origin}/?as=ben@sot.example`);
  return { anna, ben, blocked };
}

const events = (page: Page) => page.locator("#events li");
const part = (page: Page, name: string) =>
  page.locator("hausruf-call-button").first().locator(`[part="${name}"]`);
/** What stays to be read beside the button. */
const note = (page: Page) => part(page, "note");

test("a button in another page rings, is heard on both sides, muted and hung up", async ({
  visitors,
  server,
  host,
}) => {
  const crm = await host("call-button");
  const { anna, ben, blocked } = await annaAndBen(visitors, server, crm);
  await ben.getByRole("button", { name: "Anna Berger anrufen" }).focus();
  await ben.keyboard.press("Enter");
  await expect(part(ben, "status")).toHaveText("Es klingelt …");
  await expect(ringing(anna, "Ben Albrecht")).toBeVisible();
  await expect(ben.getByRole("button", { name: "Auflegen" })).toBeFocused();
  await anna.getByRole("button", { name: "Annehmen" }).click();
  await expectHears(anna);
  await expectHears(ben);
  await expect(ben.getByRole("timer")).toHaveText(/^\d\d:\d\d$/);

  await ben.getByRole("button", { name: "Mikrofon ausschalten" }).click();
  await expectSilent(anna, "audioPackets");
  await expect(dock(anna, "Ben Albrecht")).toContainText("Stumm");
  await ben.getByRole("button", { name: "Mikrofon einschalten" }).click();
  await expectHears(anna);
  await looksGood(ben, "call-button-talking", "de");

  const status = dock(anna, "Ben Albrecht").getByRole("status");
  const told = expect(status).toContainText("Anruf beendet"); // goes again
  await ben.getByRole("button", { name: "Auflegen" }).press("Enter");
  await told;
  await expect(note(ben)).toContainText("Anruf beendet, ");
  await expect(ben.getByRole("button", { name: "Anna Berger anrufen" })).toBeFocused();
  await expect(events(ben)).toHaveText(["started", "answered", "ended completed"]);
  await looksGood(ben, "call-button-over", "de");
  expect(blocked, "the page's own policy, which allows no inline styles").toEqual([]);
});

test("a button with video is seen, in its own language, and the other may hang up", async ({
  visitors,
  server,
  host,
}) => {
  const crm = await host("call-button");
  const { anna, ben } = await annaAndBen(visitors, server, crm);
  await ben.getByRole("button", { name: "Call Anna Berger with video" }).click();
  await expect(ringing(anna, "Ben Albrecht")).toContainText("Eingehender Videoanruf");
  await anna.getByRole("button", { name: "Annehmen" }).click();
  await expectSeesAndHears(ben);
  await expectSeesAndHears(anna);
  await looksGood(ben, "call-button-video", "en");
  await anna.getByRole("button", { name: "Auflegen" }).click();
  await expect(events(ben)).toHaveText(["started", "answered", "ended completed"]);
});

test("a declined call, one that is given up, and one to somebody busy are told apart", async ({
  visitors,
  server,
  office,
  host,
}) => {
  const crm = await host("call-button");
  const { anna, ben } = await annaAndBen(visitors, server, crm);
  const button = ben.getByRole("button", { name: "Anna Berger anrufen" });
  await button.click();
  await ringing(anna, "Ben Albrecht").getByRole("button", { name: "Ablehnen" }).click();
  await expect(note(ben)).toHaveText("Anruf abgelehnt");

  await button.click();
  await expect(ringing(anna, "Ben Albrecht")).toBeVisible();
  await ben.getByRole("button", { name: "Auflegen" }).click();
  await expect(ringing(anna, "Ben Albrecht")).toBeHidden();
  await expect(note(ben)).toHaveText("Anruf abgebrochen");

  await office.doNotDisturb(true);
  await button.click();
  await expect(note(ben)).toHaveText("Besetzt");
  const told = ["started", "ended declined", "started", "ended cancelled", "ended busy"];
  await expect(events(ben)).toHaveText(told);
  await office.doNotDisturb(false);
});

test("a page that the office has not allowed, or that has no key, says so", async ({
  visitors,
  server,
  office,
  host,
}) => {
  const crm = await host("call-button", false);
  const { ben } = await annaAndBen(visitors, server, crm);
  const button = ben.getByRole("button", { name: "Anna Berger anrufen" });
  await button.click();
  await expect(note(ben)).toContainText(`hat ${crm.origin} nicht erlaubt`);
  await looksGood(ben, "call-button-refused", "de");

  const other = await Office.signIn(server, "carla@synapse.example");
  await other.allowOrigins([crm.origin]);
  await button.click();
  await expect(events(ben)).toHaveCount(2);
  await expect(note(ben)).toContainText("nicht erlaubt");
  await other.allowOrigins([]);

  await office.allowOrigins([crm.origin]);
  await office.revokeKeys();
  await button.click();
  await expect(note(ben)).toHaveText("Diese Webseite konnte Sie zum Anrufen nicht anmelden.");
  await ben.context().clearCookies();
  await button.click();
  await expect(note(ben)).toContainText("nicht mehr angemeldet");
  const codes = ["origin-not-allowed", "origin-not-allowed", "token-refused", "not-signed-in"];
  await expect(events(ben)).toHaveText(codes.map((code) => `error ${code}`));
});

test("a server that is away is said to be, and the same button calls when it is back", async ({
  visitors,
  server,
  host,
}) => {
  const crm = await host("call-button");
  const { anna, ben } = await annaAndBen(visitors, server, crm);
  const button = ben.getByRole("button", { name: "Anna Berger anrufen" });
  await ben.context().setOffline(true);
  await button.click();
  await expect(note(ben)).toContainText("ist nicht zu erreichen");
  await ben.context().setOffline(false);
  await button.click();
  await ringing(anna, "Ben Albrecht").getByRole("button", { name: "Ablehnen" }).click();
  await expect(note(ben)).toHaveText("Anruf abgelehnt");

  await ben.context().setOffline(true);
  await button.click();
  await expect(note(ben)).toContainText("ist nicht zu erreichen");
  await expect(events(ben)).toHaveText([
    "error unreachable",
    "started",
    "ended declined",
    "error unreachable",
  ]);
});

test("without a microphone one is told, and listens", async ({ visitors, server, host }) => {
  const crm = await host("call-button");
  const { anna, ben } = await annaAndBen(visitors, server, crm);
  await ben.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await ben.getByRole("button", { name: "Anna Berger anrufen" }).click();
  await anna.getByRole("button", { name: "Annehmen" }).click();
  await expectHears(ben);
  await expect(ben.getByText("Ihr Mikrofon ist gesperrt.")).toBeVisible();
  await expect(events(ben).filter({ hasText: "error microphone-denied" })).toHaveCount(1);
  await ben.getByRole("button", { name: "Auflegen" }).click();
});

test("an example page's back end that was told too little says what it wants", () => {
  const said = Host.refusal({ HAUSRUF_SERVER: "https://office.example" }, "call-button");
  expect(said).toMatch(/^Missing:\n {2}HAUSRUF_API_KEY: .*\n {2}the port /);
  expect(said).not.toContain("HAUSRUF_SERVER:");
});

test("a React page of another origin calls, and is called", async ({ visitors, server, host }) => {
  const crm = await host("call-react/dist");
  const { anna, ben } = await annaAndBen(visitors, server, crm);
  await expect(ben.getByText("Erreichbar")).toBeVisible();
  await ben.getByRole("button", { name: "Anna Berger anrufen" }).click();
  await anna.getByRole("button", { name: "Annehmen" }).click();
  await expectHears(anna);
  await expectHears(ben);

  await ben.reload();
  await expect(dock(ben, "Anna Berger").getByRole("timer")).toBeVisible();
  await expectHears(ben);
  // What the page says about buttons is none of the call's, and the other way round.
  const hangUp = ben.getByRole("button", { name: "Auflegen" });
  await expect(hangUp).toHaveCSS("border-radius", "50%");
  await expect(ben.getByRole("heading", { name: "Kundenakte" })).toHaveCSS("font-size", "32px");
  await expect(ben.getByRole("heading", { name: "Kundenakte" })).toHaveCSS(
    "font-family",
    /Georgia/,
  );
  await ben.screenshot({ path: "test-results/screens/call-react-talking.png" });
  await hangUp.click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");

  await call(anna, "Ben Albrecht");
  await ben.screenshot({ path: "test-results/screens/call-react-ringing.png" });
  await ben.getByRole("button", { name: "Annehmen" }).click();
  await expectHears(anna);
  await expectHears(ben);
  await anna.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(ben, "Anna Berger").getByRole("status")).toContainText("Anruf beendet");
});
