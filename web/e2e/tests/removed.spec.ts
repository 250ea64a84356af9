import { type APIResponse, expect, type Page } from "@playwright/test";
import { expectSeesAndHears, expectSilent } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall, type Visitors } from "../support/people.ts";
import { Peer } from "../support/peer.ts";
import type { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** A guest with live media who must go: out at once, and nothing they still hold leads back. */
const email = "eva@gast.example";

type Pass = { serverUrl: string; guestToken: string };

/** Host and guest in a call, hearing and seeing each other, with everything the guest holds. */
async function together(visitors: Visitors, server: Server, title: string) {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, title);
  await invite(anna, { email, name: "Eva" });
  const link = new URL(await linkFromApp(anna, callId, email));
  await anna.keyboard.press("Escape");
  const eva = await visitors.page();
  const claimed = eva.waitForResponse(/\/claim$/);
  await join(eva, link.href);
  await expectSeesAndHears(eva);
  await expectSeesAndHears(anna);
  const claim = await claimed;
  const pass = (await claim.json()) as Pass;
  return { anna, eva, callId, link, pass, rejoinBody: claim.request().postDataJSON() };
}

const codeOf = async (answer: APIResponse) => `${answer.status()} ${(await answer.json()).code}`;

/** What Eva could still try, by hand: her token, her secret (as cookie and said), her link. */
async function waysBack({ eva, link, pass, rejoinBody }: Awaited<ReturnType<typeof together>>) {
  const at = link.pathname.replace(/.*\/join/, "/api/invites");
  const { token, rejoinSecret } = rejoinBody as Record<string, string>;
  const room = pass.serverUrl.replace(/^ws/, "http");
  const params = { access_token: pass.guestToken };
  const enter = await eva.request.get(`${room}/rtc/validate`, { params });
  return {
    enter: enter.status(),
    cookie: await codeOf(await eva.request.post(`${at}/rejoin`, { data: {} })),
    secret: await codeOf(await eva.request.post(`${at}/rejoin`, { data: { rejoinSecret } })),
    claim: await codeOf(await eva.request.post(`${at}/claim`, { data: { token, rejoinSecret } })),
  };
}

/** The guest's stays, as the host's page is told. */
async function guestsInside(anna: Page, callId: string) {
  return anna.evaluate(async (call) => {
    const answer = await fetch(`/api/video-calls/${call}/participants`);
    const { items } = (await answer.json()) as { items: { role: string; leftAt: string | null }[] };
    const guests = items.filter((one) => one.role === "guest");
    return { stays: guests.length, inside: guests.filter((one) => one.leftAt === null).length };
  }, callId);
}

test("whose invite is revoked is out at once and stays out", async ({ visitors, server }) => {
  const all = await together(visitors, server, "Zurückgezogen");
  const { anna, eva, callId, link } = all;

  await anna.getByRole("button", { name: "Einladen" }).click();
  await anna.getByRole("button", { name: `Einladung an ${email} zurückziehen` }).click();

  await expect(
    eva.getByRole("heading", { name: "Sie sind nicht mehr im Videocall" }),
  ).toBeVisible();
  await expectSilent(anna, "videoPackets");
  await expectSilent(anna, "audioPackets");
  await expect.poll(() => guestsInside(anna, callId)).toEqual({ stays: 1, inside: 0 });
  expect(await waysBack(all)).toEqual({
    enter: 401,
    cookie: "409 invite-revoked",
    secret: "409 invite-revoked",
    claim: "409 invite-revoked",
  });
  for (const way of [link.href, link.pathname]) {
    await eva.goto(way);
    await expect(
      eva.getByRole("heading", { name: "Diese Einladung wurde zurückgezogen" }),
    ).toBeVisible();
  }
  expect(await guestsInside(anna, callId)).toEqual({ stays: 1, inside: 0 });
});

test("whose call is ended is out at once and stays out", async ({ visitors, server, media }) => {
  const all = await together(visitors, server, "Beendet");
  const { anna, eva, callId, link, pass } = all;

  await anna.getByRole("button", { name: "Videocall für alle beenden" }).click();
  await anna.getByRole("button", { name: "Für alle beenden", exact: true }).click();

  await expect(eva.getByRole("heading", { name: "Der Videocall ist beendet" })).toBeVisible();
  await expect.poll(() => guestsInside(anna, callId)).toEqual({ stays: 1, inside: 0 });
  expect(await waysBack(all)).toEqual({
    enter: media === "remote" ? 200 : 404, // elsewhere the room could be made anew
    cookie: "410 call-over",
    secret: "410 call-over",
    claim: "410 call-over",
  });
  for (const way of [link.href, link.pathname]) {
    await eva.goto(way);
    await expect(eva.getByRole("heading", { name: "Dieser Videocall ist vorbei" })).toBeVisible();
  }
  const { engine } = server;
  if (!engine) return;
  const before = engine.output.length;
  const back = Peer.node(pass.serverUrl, pass.guestToken);
  await expect
    .poll(() => engine.output.slice(before))
    .toMatch(/participant active.*participant gone.*reason=ROOM_DELETED/s);
  await back.end();
});
