import { expect, type Page } from "@playwright/test";
import { expectSeesAndHears } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { freePort } from "../support/ports.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** Runs in the page: as if its network let nothing out but that protocol, to the relay alone. */
function behindFirewall(transport: string) {
  const Native = window.RTCPeerConnection;
  const limited = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
    ...configuration,
    iceTransportPolicy: "relay",
    iceServers: (configuration.iceServers ?? []).map((server) =>
      Object.assign({}, server, {
        urls: [server.urls].flat().filter((url) => url.endsWith(`transport=${transport}`)),
      }),
    ),
  });
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(limited(configuration));
    }
    override setConfiguration(configuration?: RTCConfiguration) {
      super.setConfiguration(limited(configuration));
    }
  };
}

/** How the page's media travels, one word for each of its connections. */
async function paths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const found: string[] = [];
    for (const connection of peerConnections) {
      const reports = await connection.getStats();
      for (const transport of reports.values()) {
        if (transport.type !== "transport" || !transport.selectedCandidatePairId) continue;
        const pair = reports.get(transport.selectedCandidatePairId);
        const local = reports.get(pair.localCandidateId);
        found.push(`${local.candidateType} ${local.relayProtocol}`);
      }
    }
    return found;
  });
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
    await anna.addInitScript(behindFirewall, "udp");
    await signIn(anna, server);
    const callId = await startCall(anna, "Hinter der Firewall");
    await invite(anna, { email: "eva@gast.example", name: "Eva" });
    const eva = await visitors.page();
    await eva.addInitScript(behindFirewall, "tcp");
    await join(eva, await linkFromApp(anna, callId, "eva@gast.example"));

    await expectSeesAndHears(eva);
    await expectSeesAndHears(anna);
    expect(new Set(await paths(anna))).toEqual(new Set(["relay udp"]));
    expect(new Set(await paths(eva))).toEqual(new Set(["relay tcp"]));

    await anna.keyboard.press("Escape");
    await anna.getByRole("button", { name: "Videocall für alle beenden" }).click();
    await anna.getByRole("button", { name: "Für alle beenden", exact: true }).click();
    const stays = anna.getByRole("region", { name: "Wer da war" }).getByRole("listitem");
    const evas = stays.filter({ hasText: "Eva" });
    await expect(evas).toBeVisible();
    // A media server that is elsewhere does not tell of lines.
    if (media === "embedded") await expect(evas).toContainText(/Verbindung .*gesendet.*TURN/);
    else await expect(evas).not.toContainText("Verbindung");
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});
