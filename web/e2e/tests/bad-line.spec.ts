import { expect } from "@playwright/test";
import { expectSeesAndHears, received } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { Relay } from "../support/relay.ts";
import { freePort } from "../support/ports.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

test("with five percent of all packets lost, picture and sound go on", async ({
  browser,
  media,
}) => {
  const udpPort = await freePort();
  const relay = await Relay.to(udpPort);
  const server = await Server.start(
    {
      HAUSRUF_UDP: `127.0.0.1:${udpPort}`,
      HAUSRUF_TCP: "off",
      HAUSRUF_MEDIA_ADDRESS: relay.address,
    },
    media,
  );
  const visitors = new Visitors(browser, server);
  try {
    const anna = await visitors.page();
    await signIn(anna, server);
    const callId = await startCall(anna, "Schlechte Leitung");
    await invite(anna, { email: "eva@gast.example", name: "Eva" });
    const eva = await visitors.page();
    await join(eva, await linkFromApp(anna, callId, "eva@gast.example"));
    await expectSeesAndHears(eva);

    relay.loss = 0.05;
    const before = await received(eva);
    for (let round = 0; round < 5; round++) {
      await expectSeesAndHears(eva);
      await expectSeesAndHears(anna);
    }
    const after = await received(eva);
    expect(relay.lost).toBeGreaterThan(0);
    expect(after.nacks, "what was lost is asked for again").toBeGreaterThan(before.nacks);
  } finally {
    await visitors.leave();
    await server.dispose();
    relay.close();
  }
});
