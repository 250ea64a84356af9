import { createHash } from "node:crypto";
import { expect } from "@playwright/test";
import {
  browserPeer,
  type DataPeer,
  expectSaid,
  nodePeer,
  pythonPeer,
} from "../support/dataPeer.ts";
import { claim, invite, linkFromApp, signIn, startCall } from "../support/people.ts";
import { test } from "../support/test.ts";

const FILE = 5 * 1024 * 1024 + 17;
const GUESTS = ["node@gast.example", "python@gast.example", "browser@gast.example"] as const;

test("messages, RPC, texts and files pass between LiveKit's Node, Python and browser SDKs", async ({
  browser,
  server,
  visitors,
}) => {
  test.setTimeout(600_000);
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Daten");
  const passes = [];
  for (const email of GUESTS) {
    await invite(anna, { email });
    await anna.keyboard.press("Escape");
    passes.push(await claim(await linkFromApp(anna, callId, email)));
  }
  const [first, second, third] = passes;
  if (!first || !second || !third) throw new Error("three guests");
  const peers: Record<(typeof GUESTS)[number], DataPeer> = {
    "node@gast.example": nodePeer(first.serverUrl, first.guestToken),
    "python@gast.example": pythonPeer(second.serverUrl, second.guestToken),
    "browser@gast.example": await browserPeer(
      browser,
      server.origin,
      third.serverUrl,
      third.guestToken,
    ),
  };

  try {
    for (const email of GUESTS) await expectSaid(peers[email], { connected: true });
    for (const from of GUESTS) await talks(from, peers);
  } finally {
    for (const peer of Object.values(peers)) await peer.end();
  }
});

/** One guest tries everything on the others, who must all get it, and only it if it is for them. */
async function talks(
  from: (typeof GUESTS)[number],
  peers: Record<(typeof GUESTS)[number], DataPeer>,
) {
  const others = GUESTS.filter((email) => email !== from);
  const [one, other] = others;
  if (!one || !other) throw new Error("two others");
  const sender = peers[from];

  await sender.tell({ do: "publish", text: `all ${from}`, reliable: true, topic: "t" });
  await sender.tell({ do: "publish", text: `one ${from}`, reliable: true, topic: "t", to: [one] });
  await sender.tell({ do: "publish", text: `end ${from}`, reliable: true, topic: "t" });
  for (const to of others) {
    await expectSaid(peers[to], { data: `all ${from}`, from, reliable: true, topic: "t" });
    await expectSaid(peers[to], { data: `end ${from}` });
  }
  await expectSaid(peers[one], { data: `one ${from}` });
  expect(await peers[other].said()).not.toContainEqual(
    expect.objectContaining({ data: `one ${from}` }),
  );

  // Nobody sends it again if a busy machine has lost it.
  const lossy = expect.objectContaining({ data: `lossy ${from}`, reliable: false });
  await expect(async () => {
    await sender.tell({ do: "publish", text: `lossy ${from}`, reliable: false, topic: "t" });
    for (const to of others) expect(await peers[to].said()).toContainEqual(lossy);
  }).toPass({ timeout: 60_000 });

  await sender.tell({ do: "rpc", to: one, method: "shout", payload: `grüß ${other}` });
  await expectSaid(sender, { answer: `GRÜSS ${other.toUpperCase()}` });
  await expectSaid(peers[one], { from, called: `grüß ${other}` });
  await sender.tell({ do: "rpc", to: other, method: "nothing like it", payload: "" });
  await expectSaid(sender, { fault: 1400 });

  const words = `${from} ${"ä".repeat(50_000)}`;
  await sender.tell({ do: "text", text: words });
  for (const to of others) await expectSaid(peers[to], { text: words, from });

  await sender.tell({ do: "bytes", size: FILE });
  const whole = { bytes: FILE, sha256: SHA256, from };
  for (const to of others) await expectSaid(peers[to], whole, 180_000);
}

const SHA256 = (() => {
  const hash = createHash("sha256");
  for (let at = 0; at < FILE; at += 65_536) {
    hash.update(new Uint8Array(Math.min(65_536, FILE - at)).fill(at >> 16));
  }
  return hash.digest("hex");
})();
