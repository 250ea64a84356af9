import { expect, type Page, test } from "@playwright/test";
import { ANNA, atContacts, BEN, call, dock, ringing } from "../support/calls.ts";
import { Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { percentile, Table } from "./figures.ts";

const calls = 20;
const table = new Table("From the answer to the first sound", "answer.md");
test.afterAll(() => table.write());

test("from “Annehmen” to the first sound at the other side", async ({ browser }) => {
  const server = await Server.start();
  const visitors = new Visitors(browser, server);
  const anna = await visitors.page();
  const ben = await visitors.page();
  await atContacts(anna, server, ANNA);
  await atContacts(ben, server, BEN);
  const atAnnas: number[] = [];
  const atBens: number[] = [];
  for (let run = 0; run < calls; run++) {
    await call(anna, "Ben Albrecht");
    const answer = ringing(ben, "Anna Berger").getByRole("button", { name: "Annehmen" });
    await answer.waitFor();
    const heard = [anna.evaluate(firstSound), ben.evaluate(firstSound)] as const;
    const clicked = ben.evaluate(nextClick);
    await answer.click();
    const at = await clicked;
    atAnnas.push((await heard[0]) - at);
    atBens.push((await heard[1]) - at);
    await dock(ben, "Anna Berger").getByRole("button", { name: "Auflegen" }).click();
    await over(anna, "Ben Albrecht");
    await over(ben, "Anna Berger");
  }
  await visitors.leave();
  await server.dispose();
  const aim = "p50 ≤ 400 ms";
  table.add(
    `click on “Annehmen” → first sound at the caller's, Chromium, ${calls}`,
    spread(atAnnas),
    aim,
  );
  table.add("the same → first sound at the callee's own", spread(atBens), aim);
});

async function over(page: Page, name: string) {
  await expect(dock(page, name).getByRole("status")).toContainText("Anruf beendet");
}

function spread(millis: number[]) {
  const [half, most] = [50, 95].map((share) => percentile(millis, share).toFixed(0));
  return `p50 ${half} ms, p95 ${most} ms`;
}

/** Runs in the page: when the next click is, since 1970. */
function nextClick(): Promise<number> {
  return new Promise((done) =>
    document.addEventListener("click", () => done(performance.timeOrigin + performance.now()), {
      once: true,
      capture: true,
    }),
  );
}

/**
 * Runs in the page: when the first sound of a connection that has had none leaves the jitter buffer, since 1970, looked
 * at every ten milliseconds. The connection may be older than the answer: who rings waits inside.
 */
async function firstSound(): Promise<number> {
  const page = window as unknown as {
    peerConnections: RTCPeerConnection[];
    heard?: WeakSet<RTCPeerConnection>;
  };
  const heard = (page.heard ??= new WeakSet());
  for (;;) {
    for (const connection of page.peerConnections) {
      if (connection.connectionState === "closed" || heard.has(connection)) continue;
      for (const report of (await connection.getStats()).values())
        if (report.type === "inbound-rtp" && report.jitterBufferEmittedCount > 0) {
          heard.add(connection);
          return performance.timeOrigin + performance.now();
        }
    }
    await new Promise((next) => setTimeout(next, 10));
  }
}
