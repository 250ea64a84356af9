import { expect, type Page } from "@playwright/test";
import { behindFirewall, paths } from "../support/firewall.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { freePort } from "../support/ports.ts";
import { type Media, Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** Runs in the page: as if its network let no UDP out, and there were no relay. */
function withoutUdp() {
  const { prototype } = RTCPeerConnection;
  const add = prototype.addIceCandidate as (candidate?: RTCIceCandidateInit) => Promise<void>;
  prototype.addIceCandidate = function (this: RTCPeerConnection, candidate?: RTCIceCandidateInit) {
    if (/ udp /i.test(candidate?.candidate ?? "")) return Promise.resolve();
    return add.call(this, candidate);
  } as typeof prototype.addIceCandidate;
  const describe = prototype.setRemoteDescription as (
    description: RTCSessionDescriptionInit,
  ) => Promise<void>;
  prototype.setRemoteDescription = function (
    this: RTCPeerConnection,
    { type, sdp }: RTCSessionDescriptionInit,
  ) {
    const rest = sdp?.replace(/^a=candidate:.* udp .*\r\n/gim, "") ?? "";
    return describe.call(this, { type, sdp: rest });
  } as typeof prototype.setRemoteDescription;
}

/** Ends the call, whose host she is, and reads how somebody's line was. */
async function expectLineAfterwards(anna: Page, name: string, media: Media, way: string) {
  await anna.getByRole("button", { name: "Videocall für alle beenden" }).click();
  await anna.getByRole("button", { name: "Für alle beenden", exact: true }).click();
  const stays = anna.getByRole("region", { name: "Wer da war" }).getByRole("listitem");
  const stay = stays.filter({ hasText: name });
  await expect(stay).toBeVisible();
  // A media server that is elsewhere does not tell of lines.
  if (media === "embedded")
    await expect(stay).toContainText(new RegExp(`Verbindung .*gesendet.*${way}`));
  else await expect(stay).not.toContainText("Verbindung");
}

test("people whose networks let nothing out but TURN, by UDP or TCP, see and hear each other", async ({
  browser,
  media,
}) => {
  test.setTimeout(600_000); // with the start of two programs in it
  const server = await Server.start({ HAUSRUF_TURN: `127.0.0.1:${await freePort()}` }, media);
  const visitors = new Visitors(browser, server);
  try {
    const anna = await visitors.page();
    await anna.addInitScript(behindFirewall, "^turn:.*=udp$");
    await signIn(anna, server);
    const callId = await startCall(anna, "Hinter der Firewall");
    await invite(anna, { email: "eva@gast.example", name: "Eva" });
    const eva = await visitors.page();
    await eva.addInitScript(behindFirewall, "^turn:.*=tcp$");
    await join(eva, await linkFromApp(anna, callId, "eva@gast.example"));

    await expectSeesAndHears(eva);
    await expectSeesAndHears(anna);
    expect(new Set(await paths(anna))).toEqual(new Set(["relay udp"]));
    expect(new Set(await paths(eva))).toEqual(new Set(["relay tcp"]));

    await anna.keyboard.press("Escape");
    await expectLineAfterwards(anna, "Eva", media, "TURN");
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});

test("a guest whose network lets no UDP out sees and hears by TCP, with nothing to be set", async ({
  visitors,
  server,
  media,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Ohne UDP");
  await invite(anna, { email: "tom@gast.example", name: "Tom" });
  const tom = await visitors.page();
  await tom.addInitScript(withoutUdp);
  await join(tom, await linkFromApp(anna, callId, "tom@gast.example"));

  await expectSeesAndHears(tom);
  await expectSeesAndHears(anna);
  expect(new Set(await paths(tom))).toEqual(new Set(["prflx tcp"]));
  expect((await paths(anna)).join()).toMatch(/udp/);
  await anna.keyboard.press("Escape");
  await expectLineAfterwards(anna, "Tom", media, "TCP statt UDP");
});
