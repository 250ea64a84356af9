import { expect, type Page } from "@playwright/test";
import { expectSeesAndHears } from "../support/media.ts";
import { Peer } from "../support/peer.ts";
import { claim, invite, linkFromApp, signIn, startCall } from "../support/people.ts";
import { test } from "../support/test.ts";

for (const sdk of ["node", "python"] as const) {
  test(`a guest with LiveKit's ${sdk} SDK: a known tone and picture arrive, and the host's with them`, async ({
    server,
    visitors,
  }) => {
    const anna = await visitors.page();
    await signIn(anna, server);
    const callId = await startCall(anna, `Mit ${sdk}`);
    await invite(anna, { email: "sdk@gast.example", name: "Otto" });
    await anna.keyboard.press("Escape").catch(() => {});
    const { serverUrl, guestToken } = await claim(
      await linkFromApp(anna, callId, "sdk@gast.example"),
    );

    const peer = Peer[sdk](serverUrl, guestToken);
    try {
      await expect.poll(() => peer.published, { message: peer.errors }).toBe(true);
      await expectSeesAndHears(anna);
      await expect
        .poll(() => pitch(anna), { message: "440 Hz is the loudest tone" })
        .toBeCloseTo(440, -2);
      await expect.poll(() => colour(anna)).toBe("red");
      await expect.poll(() => peer.heard.videoFrames).toBeGreaterThan(10);
      await expect.poll(() => peer.heard.loudest).toBeGreaterThan(1_000);

      await anna.getByRole("button", { name: "Videocall für alle beenden" }).click();
      await anna.getByRole("button", { name: "Für alle beenden", exact: true }).click();
      await expect.poll(() => peer.disconnected).toBeDefined();
    } finally {
      await peer.end();
    }
  });
}

/** The frequency with the most energy in what the page plays, in hertz. */
async function pitch(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const track = peerConnections
      .flatMap((connection) => connection.getReceivers())
      .map((receiver) => receiver.track)
      .find((one) => one.kind === "audio" && one.readyState === "live" && !one.muted);
    if (!track) return 0;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 8192 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const levels = new Float32Array(analyser.frequencyBinCount);
    while (context.currentTime < 0.5) await new Promise(requestAnimationFrame);
    analyser.getFloatFrequencyData(levels);
    const loudest = levels.indexOf(Math.max(...levels));
    const hertz = (loudest * context.sampleRate) / analyser.fftSize;
    await context.close();
    return hertz;
  });
}

/** The colour that fills the largest remote video. */
async function colour(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const remote = new Set(
      peerConnections.flatMap((connection) => connection.getReceivers()).map((one) => one.track.id),
    );
    for (const video of document.querySelectorAll("video")) {
      const stream = video.srcObject as MediaStream | null;
      if (!stream?.getVideoTracks().some((track) => remote.has(track.id)) || !video.videoWidth)
        continue;
      const canvas = new OffscreenCanvas(1, 1);
      const brush = canvas.getContext("2d");
      brush?.drawImage(video, 0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = brush?.getImageData(0, 0, 1, 1).data ?? [];
      if (red > 150 && green < 90 && blue < 90) return "red";
      return `rgb(${red}, ${green}, ${blue})`;
    }
    return "no remote video";
  });
}
