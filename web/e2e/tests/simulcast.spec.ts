import { expect, type Page } from "@playwright/test";
import { received } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { publisher, watcher } from "../support/publisher.ts";
import { test } from "../support/test.ts";

/** livekit-client on either side: a camera in three layers, and somebody who asks for one after the other. */
test("a viewer gets the layer that it asks for, and no layer is sent that nobody asks for", async ({
  browser,
  server,
}) => {
  test.setTimeout(600_000);
  const office = await Office.signIn(server);
  const callId = await office.startCall("Schichten");
  const [camera, viewer] = [
    await office.invite(callId, "kamera@gast.example"),
    await office.invite(callId, "bild@gast.example"),
  ];
  const sender = await publisher(
    browser,
    server.origin,
    await office.claim(camera.link, "Kamera"),
    // A busy machine may slow the picture down, but not make it smaller.
    {
      videoCodec: "vp8",
      red: false,
      simulcast: true,
      degradationPreference: "maintain-resolution",
    },
    { dynacast: true, videoCaptureDefaults: { resolution: { width: 960, height: 540 } } },
  );
  const watching = await watcher(browser, server.origin, await office.claim(viewer.link, "Bild"));
  const sees = (height: number) =>
    expect
      .poll(() => frameHeight(watching.page), {
        message: `a picture of ${height} lines`,
        timeout: 180_000, // the highest layer comes when Chromium's estimate allows it
      })
      .toBe(height);

  await sees(540);
  await watching.wants("LOW");
  await sees(180);
  await watching.wants("MEDIUM");
  await sees(360);
  await expect.poll(() => activeLayers(sender.page)).toEqual(["h", "q"]);
  await watching.wants("HIGH");
  await sees(540);

  const { framesDecoded } = await received(watching.page);
  await expect
    .poll(async () => (await received(watching.page)).framesDecoded)
    .toBeGreaterThan(framesDecoded + 10);
  await watching.leave();
  await sender.leave();
});

function frameHeight(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => {
    for (const connection of window.peerConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === "inbound-rtp" && report.kind === "video") return report.frameHeight;
      }
    }
    return undefined;
  });
}

/** Which layers the page sends, by the names that it has given them. */
function activeLayers(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const active: string[] = [];
    for (const connection of window.peerConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === "outbound-rtp" && report.rid && report.active) active.push(report.rid);
      }
    }
    return active.toSorted();
  });
}

declare global {
  interface Window {
    peerConnections: RTCPeerConnection[];
  }
}
