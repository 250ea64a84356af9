import { expect, type Page } from "@playwright/test";
import type { Hearing } from "./tones.ts";

/** What a page receives, summed over its peer connections, straight from `getStats`. */
export interface Received {
  framesDecoded: number;
  audioEnergy: number;
  audioPackets: number;
  videoPackets: number;
  videoStreams: number;
  nacks: number;
  srtpCipher: string | undefined;
  /** MIME types of what has come, each once. */
  codecs: string[];
}

/** Whatever can look into a page. */
export interface Watched {
  evaluate(inPage: () => Promise<Received>): Promise<Received>;
}

/** Runs in the page. */
export function keepConnections() {
  const connections: RTCPeerConnection[] = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const players = new Set<HTMLMediaElement>();
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    players.add(this);
    return play.call(this);
  };
  Object.assign(window, { peerConnections: connections, players });
}

/** Remembers the page's peer connections; call it before the page loads. */
export async function watchMedia(page: Page) {
  await page.addInitScript(keepConnections);
}

export async function received(page: Watched): Promise<Received> {
  return page.evaluate(async () => {
    const sum = {
      framesDecoded: 0,
      audioEnergy: 0,
      audioPackets: 0,
      videoPackets: 0,
      videoStreams: 0,
      nacks: 0,
      srtpCipher: undefined as string | undefined,
      codecs: [] as string[],
    };
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    for (const connection of peerConnections) {
      if (connection.connectionState === "closed") continue;
      const reports = await connection.getStats();
      for (const report of reports.values()) {
        if (report.type === "transport") sum.srtpCipher ??= report.srtpCipher;
        if (report.type !== "inbound-rtp") continue;
        const codec = reports.get(report.codecId)?.mimeType;
        if (codec && !sum.codecs.includes(codec)) sum.codecs.push(codec);
        if (report.kind === "audio") {
          sum.audioEnergy += report.totalAudioEnergy ?? 0;
          sum.audioPackets += report.packetsReceived ?? 0;
        } else {
          sum.framesDecoded += report.framesDecoded ?? 0;
          sum.videoPackets += report.packetsReceived ?? 0;
          sum.nacks += report.nackCount ?? 0;
          sum.videoStreams++;
        }
      }
    }
    return sum;
  });
}

/** The server's ids of the tracks that it sends to the page. */
export async function trackSids(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const offers = peerConnections.map(({ remoteDescription }) => remoteDescription?.sdp ?? "");
    const named = offers.flatMap((sdp) => Array.from(sdp.matchAll(/^a=msid:PA_\w+\|(TR_\w+)/gm)));
    return named.flatMap(([, sid]) => sid ?? []);
  });
}

/** Whether packets of sound have left the page. */
export async function sends(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    for (const connection of peerConnections)
      for (const report of (await connection.getStats()).values())
        if (report.type === "outbound-rtp" && report.kind === "audio" && report.packetsSent > 0)
          return true;
    return false;
  });
}

/** Whether the other's voice is let out of the machine: what arrives at a page may be kept back there. */
export async function isPlaying(page: Hearing): Promise<boolean> {
  return page.evaluate(() =>
    [...(window as unknown as { players: Set<HTMLMediaElement> }).players].some(
      (player) => player instanceof HTMLAudioElement && !player.paused && player.currentTime > 0,
    ),
  );
}

/** How loud the page has been towards the server, from its beginning on. */
export async function loudness(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    let energy = 0;
    for (const connection of peerConnections)
      for (const report of (await connection.getStats()).values())
        if (report.type === "media-source" && report.kind === "audio")
          energy += report.totalAudioEnergy ?? 0;
    return energy;
  });
}

/** The devices whose sound or pictures leave the page, muted or not. */
export async function sentFrom(page: Page, kind: "audio" | "video"): Promise<string[]> {
  return page.evaluate((wanted) => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    return peerConnections
      .filter((connection) => connection.connectionState === "connected")
      .flatMap((connection) => connection.getSenders())
      .flatMap(({ track }) => (track?.kind === wanted ? (track.getSettings().deviceId ?? []) : []));
  }, kind);
}

/** How much has come since `from`: a track that ends, as its sender loads again, takes nothing of it away. */
function since(from: Received, page: Watched, what: "framesDecoded" | "audioEnergy") {
  let last = from[what];
  let sum = 0;
  return async () => {
    const now = (await received(page))[what];
    sum += Math.max(0, now - last);
    last = now;
    return sum;
  };
}

/** Frames decode and sound with energy arrives, from now on. */
export async function expectSeesAndHears(page: Watched) {
  const before = await received(page);
  await expectSees(page, before);
  await expectHears(page, before);
}

/** Frames decode, from now on. */
export async function expectSees(page: Watched, from?: Received) {
  const before = from ?? (await received(page));
  await expect
    .poll(since(before, page, "framesDecoded"), { message: "video frames decode" })
    .toBeGreaterThan(10);
}

/** Sound with energy arrives, from now on. */
export async function expectHears(page: Watched, from?: Received) {
  const before = from ?? (await received(page));
  await expect
    .poll(since(before, page, "audioEnergy"), { message: "sound arrives" })
    .toBeGreaterThan(1e-4);
}

/** No packet of that kind arrives any more: the count stands still over three looks in a row. */
export async function expectSilent(page: Watched, kind: "audioPackets" | "videoPackets") {
  let last = -1;
  let still = 0;
  await expect
    .poll(
      async () => {
        const now = (await received(page))[kind];
        still = now === last ? still + 1 : 0;
        last = now;
        return still;
      },
      { message: `${kind} stand still`, intervals: [400] },
    )
    .toBeGreaterThanOrEqual(3);
}
