import type { Page } from "@playwright/test";

/**
 * Runs in the page: as if its network let nothing out but to the relay, and that in one way.
 *
 * @param way what the relay's address is like there (RFC 7065)
 */
export function behindFirewall(way: string) {
  const Native = window.RTCPeerConnection;
  const limited = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
    ...configuration,
    iceTransportPolicy: "relay",
    iceServers: (configuration.iceServers ?? []).map((server) =>
      Object.assign({}, server, {
        urls: [server.urls].flat().filter((url) => RegExp(way).test(url)),
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
export async function paths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const found: string[] = [];
    for (const connection of peerConnections) {
      const reports = await connection.getStats();
      for (const transport of reports.values()) {
        if (transport.type !== "transport" || !transport.selectedCandidatePairId) continue;
        const pair = reports.get(transport.selectedCandidatePairId);
        const local = reports.get(pair.localCandidateId);
        found.push(`${local.candidateType} ${local.relayProtocol ?? local.protocol}`);
      }
    }
    return found;
  });
}
