import { expect, type Page } from "@playwright/test";
import { ANNA, atContacts, BEN, dock, ringing } from "../support/calls.ts";
import { expectHears, watchMedia } from "../support/media.ts";
import { Office } from "../support/office.ts";
import type { Visitors } from "../support/people.ts";
import { Desk, PushService } from "../support/push.ts";
import { Server } from "../support/server.ts";
import { test as base } from "../support/test.ts";

/** With a push service that Ben's browser uses. */
const test = base.extend<{ service: PushService }, { server: Server }>({
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({ HAUSRUF_PUSH_ALLOWED: "127.0.0.1" }, media);
      await (await Office.signIn(server)).ring(120, false);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names in it
  service: async ({}, lend) => {
    const service = await PushService.start();
    await lend(service);
    service.stop();
  },
});

const permissions = ["camera", "microphone", "notifications"];

/** Ben at his contacts, whose browser tells of calls from now on. */
async function benWithPush(visitors: Visitors, server: Server, service: PushService) {
  const ben = await visitors.page({ permissions });
  await service.serve(ben);
  await atContacts(ben, server, BEN);
  const setting = ben.getByRole("region", { name: "Anrufe melden" });
  await expect(setting.getByRole("status")).toContainText("nur, solange Hausruf offen ist");
  await setting.getByRole("button", { name: "Einschalten" }).click();
  await expect(setting.getByRole("status")).toContainText("auch, wenn Hausruf nicht offen ist");
  return { ben, desk: await Desk.of(ben, server) };
}

async function annaCallsBen(visitors: Visitors, server: Server): Promise<Page> {
  const anna = await visitors.page();
  await atContacts(anna, server, ANNA);
  await callBen(anna);
  return anna;
}

async function callBen(anna: Page) {
  await anna.getByRole("button", { name: "Ben Albrecht anrufen" }).first().click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText(
    /^(Es klingelt|Wird angerufen) …$/,
  );
}

test("a call rings where no page is open, and is declined there", async ({
  visitors,
  server,
  service,
}) => {
  const { ben, desk } = await benWithPush(visitors, server, service);
  await ben.close();
  const anna = await annaCallsBen(visitors, server);
  const ring = await service.next("incoming-call");
  expect(ring.headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high" });
  await desk.deliver(ring);
  await expect
    .poll(() => desk.notifications())
    .toEqual([
      {
        title: "Anna Berger",
        body: "Eingehender Anruf",
        actions: ["Annehmen", "Ablehnen"],
        silent: false,
        requireInteraction: true,
      },
    ]);

  await desk.click("decline");
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Anruf abgelehnt");
  await expect.poll(() => desk.notifications()).toEqual([]);
  await desk.deliver(await service.next("call-over"));
  await expect.poll(() => desk.notifications()).toEqual([]);
});

test("a call is answered from a notification by the page that it opens", async ({
  visitors,
  server,
  service,
}) => {
  const { ben, desk } = await benWithPush(visitors, server, service);
  await ben.close();
  const anna = await annaCallsBen(visitors, server);
  await desk.deliver(await service.next("incoming-call"));
  await expect.poll(() => desk.notifications()).toHaveLength(1);
  await desk.click("accept");
  await expect.poll(() => desk.opened()).toBe("/portal/office/contacts");

  const opened = await ben.context().newPage();
  await service.serve(opened);
  await watchMedia(opened);
  await opened.goto("/portal/office/contacts");
  await expectHears(opened);
  await expectHears(anna);
  await opened.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");

  // A page that is opened by its address alone answers nothing.
  await opened.reload();
  await expect(opened.getByRole("heading", { level: 1, name: "Kontakte" })).toBeVisible();
  await expect(dock(opened, "Anna Berger")).toBeHidden();
});

test("a notification has the page answer that is open, and ends with the ringing", async ({
  visitors,
  server,
  service,
}) => {
  const { ben, desk } = await benWithPush(visitors, server, service);
  await ben.evaluate(() => void (document.hasFocus = () => false)); // Playwright's pages all have it
  const anna = await annaCallsBen(visitors, server);
  await expect(ringing(ben, "Anna Berger")).toBeVisible();
  await expect(ben).toHaveTitle("Anruf von Anna Berger");
  await desk.deliver(await service.next("incoming-call"));
  await expect.poll(() => desk.notifications()).toHaveLength(1);
  await desk.click("accept");
  await expectHears(ben);
  await expectHears(anna);
  await expect(ringing(ben, "Anna Berger")).toBeHidden();
  await expect.poll(() => desk.notifications()).toEqual([]);
  await desk.deliver(await service.next("call-over"));
  await expect.poll(() => desk.notifications()).toEqual([]);
  await ben.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");
});

test("a call that nobody took becomes a missed one, also where no page is open", async ({
  visitors,
  server,
  service,
}) => {
  const { ben, desk } = await benWithPush(visitors, server, service);
  await ben.close();
  const anna = await annaCallsBen(visitors, server);
  await desk.deliver(await service.next("incoming-call"));
  await expect.poll(() => desk.notifications()).toHaveLength(1);
  await anna.getByRole("button", { name: "Auflegen" }).click();
  await desk.deliver(await service.next("call-over"));
  await expect
    .poll(() => desk.notifications())
    .toEqual([
      {
        title: "Anna Berger",
        body: "Verpasster Anruf",
        actions: [],
        silent: true,
        requireInteraction: false,
      },
    ]);
  await desk.click("");
  await expect.poll(() => desk.opened()).toBe("/portal/office/calls");
});

test("a notification goes as soon as the call is answered or declined at another device", async ({
  visitors,
  server,
  service,
}) => {
  const { ben, desk } = await benWithPush(visitors, server, service);
  await ben.close();
  const laptop = await visitors.page();
  await atContacts(laptop, server, BEN);
  const ring = ringing(laptop, "Anna Berger");
  const anna = await annaCallsBen(visitors, server);
  await desk.deliver(await service.next("incoming-call"));
  await expect.poll(() => desk.notifications()).toHaveLength(1);
  await ring.getByRole("button", { name: "Annehmen" }).click();
  await expectHears(laptop);
  await expect.poll(() => desk.notifications()).toHaveLength(1); // until it is told
  await desk.deliver(await service.next("call-over"));
  await expect.poll(() => desk.notifications()).toEqual([]);
  await laptop.getByRole("button", { name: "Auflegen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toContainText("Anruf beendet");

  await callBen(anna);
  await desk.deliver(await service.next("incoming-call"));
  await expect.poll(() => desk.notifications()).toHaveLength(1);
  await ring.getByRole("button", { name: "Ablehnen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Anruf abgelehnt");
  await desk.deliver(await service.next("call-over"));
  await expect.poll(() => desk.notifications()).toEqual([]);
});

test("the page in front rings, and no notification beside it", async ({
  visitors,
  server,
  service,
}) => {
  const { ben, desk } = await benWithPush(visitors, server, service);
  const anna = await annaCallsBen(visitors, server);
  await ben.bringToFront();
  await expect(ringing(ben, "Anna Berger")).toBeVisible();
  await desk.watch();
  await desk.deliver(await service.next("incoming-call"));
  await expect.poll(() => desk.shown()).toEqual(["quietly"]); // browsers demand that much
  await expect.poll(() => desk.notifications()).toEqual([]);
  await ringing(ben, "Anna Berger").getByRole("button", { name: "Ablehnen" }).click();
  await expect(dock(anna, "Ben Albrecht").getByRole("status")).toHaveText("Anruf abgelehnt");
  await desk.deliver(await service.next("call-over"));

  // Turned off, and nobody is told any more.
  const before = await ben.evaluate(subscriptions);
  await ben.getByRole("button", { name: "Ausschalten" }).click();
  await expect(ben.getByRole("button", { name: "Einschalten" })).toBeVisible();
  await expect.poll(() => ben.evaluate(subscriptions)).toBe(before - 1);
});

/** How many browsers of one's own are told of calls. */
async function subscriptions(): Promise<number> {
  return (await (await fetch("/api/push/subscriptions")).json()).items.length;
}
