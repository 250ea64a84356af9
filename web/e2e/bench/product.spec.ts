import { execFile } from "node:child_process";
import { join as path } from "node:path";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { Peer } from "../support/peer.ts";
import { claim, invite, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { median, memoryMb, percentile, Table } from "./figures.ts";

const execute = promisify(execFile);
const table = new Table("Start, memory, joining", "product.md");
test.afterAll(() => table.write());

test("second start to ready, and memory when idle", async () => {
  const server = await Server.start();
  const seconds = [];
  const megabytes = [];
  for (let run = 0; run < 5; run++) {
    await server.stop();
    const began = performance.now();
    await server.start();
    seconds.push((performance.now() - began) / 1000);
    await new Promise((settled) => setTimeout(settled, 5_000));
    megabytes.push(memoryMb(server.pid));
  }
  await server.dispose();
  table.add("second start to ready, median of 5", `${median(seconds).toFixed(1)} s`, "≤ 6 s");
  table.add(
    "memory of process and database, idle 5 s after start, median of 5",
    `${median(megabytes).toFixed(0)} MB`,
    "≤ 450 MB",
  );
});

test("joins with LiveKit's Node SDK", async ({ browser }) => {
  const server = await Server.start();
  const visitors = new Visitors(browser, server);
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Beitritte");
  await invite(anna, { email: "sdk@gast.example", name: "Otto" });
  const link = await linkFromApp(anna, callId, "sdk@gast.example");
  const { serverUrl, guestToken } = await claim(link);
  const { hostToken } = await freshHostToken(anna, callId);
  await anna.goto("about:blank"); // the peers come in her place

  for (let run = 0; run < 3; run++) {
    const joins = await joinsInARow(serverUrl, hostToken, Array(20).fill(guestToken));
    table.add(
      `engine join, rtc-node 1.1.0, 20 in a row in one client process, run ${run + 1}`,
      `${spread(joins.map((join) => join.connectedMillis))}; first audio ${spread(joins.map((join) => join.heardMillis))}`,
      "p50 ≤ 100 ms (LiveKit 1.11, recorded so: p50 82–121 ms, p95 131–196 ms; first audio p50 92–140 ms, p95 143–214 ms)",
    );
  }

  const millis = [];
  for (let run = 0; run < 20; run++) {
    const peer = Peer.node(serverUrl, guestToken);
    await expect.poll(() => peer.connectedMillis, { intervals: [50] }).toBeDefined();
    millis.push(peer.connectedMillis ?? Number.NaN);
    await peer.end();
  }
  await visitors.leave();
  await server.dispose();
  table.add("engine join, rtc-node 1.1.0, 20 client processes in a row", spread(millis), "none");
});

test("from “Beitreten” to the first remote frame", async ({ browser }) => {
  const server = await Server.start();
  const visitors = new Visitors(browser, server);
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Erstes Bild");
  const millis = [];
  for (let run = 0; run < 7; run++) {
    const email = `gast${run}@gast.example`;
    await invite(anna, { email, name: `Gast ${run}` });
    const link = await linkFromApp(anna, callId, email);
    await anna.keyboard.press("Escape");
    const guest = await visitors.page();
    await guest.goto(link);
    millis.push(await clickToFirstFrame(guest));
    await guest.context().close();
  }
  await visitors.leave();
  await server.dispose();
  table.add(
    "“Beitreten” → first remote frame, Chromium, 7 guests",
    `p50 ${median(millis).toFixed(0)} ms (${millis.map((one) => one.toFixed(0)).join(", ")})`,
    "p50 ≤ 800 ms",
  );
});

interface Join {
  connectedMillis: number;
  heardMillis: number;
}

async function joinsInARow(url: string, hostToken: string, tokens: string[]): Promise<Join[]> {
  const script = path(import.meta.dirname, "../peers/joins.mjs");
  const { stdout } = await execute(process.execPath, [script, url, hostToken, ...tokens]);
  const joins = stdout.split("\n").filter((line) => line.startsWith('{"connectedMillis"'));
  expect(joins).toHaveLength(tokens.length);
  return joins.map((line) => JSON.parse(line));
}

function spread(millis: number[]) {
  return `p50 ${percentile(millis, 50).toFixed(0)} ms, p95 ${percentile(millis, 95).toFixed(0)} ms`;
}

async function freshHostToken(
  page: Page,
  callId: string,
): Promise<{ serverUrl: string; hostToken: string }> {
  return page.evaluate(async (id) => {
    const { csrfToken } = await (await fetch("/api/session")).json();
    const answer = await fetch(`/api/video-calls/${id}/token`, {
      method: "POST",
      headers: { "X-CSRF-Token": csrfToken },
    });
    return answer.json();
  }, callId);
}

async function clickToFirstFrame(page: Page): Promise<number> {
  const button = page.getByRole("button", { name: "Beitreten" });
  await button.waitFor();
  const measured = page.evaluate(
    () =>
      new Promise<number>((done) => {
        let clicked = 0;
        document.addEventListener("click", () => (clicked = performance.now()), {
          once: true,
          capture: true,
        });
        const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
        const watched = new WeakSet<HTMLVideoElement>();
        const look = () => {
          const remote = new Set(
            peerConnections
              .flatMap((one) => one.getReceivers())
              .map((receiver) => receiver.track.id),
          );
          for (const video of document.querySelectorAll("video")) {
            const stream = video.srcObject as MediaStream | null;
            if (
              watched.has(video) ||
              !stream?.getVideoTracks().some((track) => remote.has(track.id))
            )
              continue;
            watched.add(video);
            video.requestVideoFrameCallback((now) => done(now - clicked));
          }
          requestAnimationFrame(look);
        };
        look();
      }),
  );
  await button.click();
  return measured;
}
