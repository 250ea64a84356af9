import { expect } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { ANNA, atContacts, BEN, colleague } from "../support/calls.ts";
import { Certificate } from "../support/certificate.ts";
import { chromiumFlags } from "../support/chromium.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { invite, join, linkFromApp, startCall, Visitors } from "../support/people.ts";
import { isInstalled, programs, Proxy } from "../support/proxy.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

test.setTimeout(900_000); // a start of everything

/** Tries links that there are not, until it is told to wait or has tried often enough. */
async function guess(proxy: Proxy, from: string, tries: number): Promise<number> {
  let status = 0;
  for (let i = 0; i < tries && status !== 429; i++) {
    const headers = {
      "content-type": "application/json",
      origin: `https://localhost:${proxy.port}`,
      "x-forwarded-for": `203.0.113.${i % 250}`, // nobody believes this
    };
    const body = JSON.stringify({ rejoinSecret: "s".repeat(43) });
    status = await proxy.ask("POST", `/api/invites/${randomUUID()}/rejoin`, from, headers, body);
  }
  return status;
}

for (const program of programs)
  test(`behind ${program}, set up as the documentation says, people reach each other and count one by one`, async ({
    browser,
  }) => {
    if (process.env.PROXIES === "required") expect(isInstalled(program), program).toBe(true);
    test.skip(!isInstalled(program), `${program} is not installed`);
    const folder = mkdtempSync(path(tmpdir(), "hausruf-proxy-"));
    const certificate = new Certificate(folder);
    const ports = await Proxy.ports();
    const server = await Server.start(Proxy.settings(ports.product, ports.proxy));
    const visitors = new Visitors(browser, server);
    let proxy: Proxy | undefined;
    try {
      proxy = await Proxy.start(program, certificate, folder, ports);
      const trusting = [...chromiumFlags, certificate.flag];
      const [anna, ben] = [await visitors.apart(trusting), await visitors.apart(trusting)];
      const sockets: string[] = [];
      for (const page of [anna, ben])
        page.on("websocket", (socket) => sockets.push(new URL(socket.url()).pathname));
      await atContacts(anna, server, ANNA);
      await atContacts(ben, server, BEN);
      await expect(colleague(anna, "Ben Albrecht")).toContainText("Erreichbar");

      await anna.goto("/portal/office/videocalls");
      const callId = await startCall(anna, "Hinter dem Proxy");
      await invite(anna, { email: "marlene@gast.example", name: "Marlene Voss" });
      await join(ben, await linkFromApp(anna, callId, "marlene@gast.example"));
      await anna.keyboard.press("Escape");
      await expectSeesAndHears(ben);
      await expectSeesAndHears(anna);
      expect(sockets).toContain("/socket.io/");
      expect(sockets.filter((each) => each.startsWith("/rtc")).length).toBeGreaterThanOrEqual(2);

      expect(await guess(proxy, "127.0.0.2", 2_000)).toBe(429);
      expect(await guess(proxy, "127.0.0.3", 1)).toBe(404);
      expect(server.output).not.toContain("HAUSRUF_TRUSTED_PROXIES");
    } finally {
      await visitors.leave();
      await proxy?.stop();
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
