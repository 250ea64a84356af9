import { expect } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { Certificate } from "../support/certificate.ts";
import { chromiumFlags } from "../support/chromium.ts";
import { behindFirewall, paths } from "../support/firewall.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(path(tmpdir(), "hausruf-https-"));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("people whose networks let nothing but HTTPS out see and hear each other, with nothing to be set", async ({
  browser,
}) => {
  test.setTimeout(600_000); // with the start of a program in it
  const certificate = new Certificate(folder);
  const server = await Server.start(certificate.settings);
  const visitors = new Visitors(browser, server);
  try {
    const trusting = [...chromiumFlags, certificate.flag];
    const [anna, eva] = [await visitors.apart(trusting), await visitors.apart(trusting)];
    const own = `^turns:localhost:${new URL(server.origin).port}\\?transport=tcp$`;
    for (const page of [anna, eva]) await page.addInitScript(behindFirewall, own);
    await signIn(anna, server);
    const callId = await startCall(anna, "Nur HTTPS");
    await invite(anna, { email: "eva@gast.example", name: "Eva" });
    await join(eva, await linkFromApp(anna, callId, "eva@gast.example"));

    await expectSeesAndHears(eva);
    await expectSeesAndHears(anna);
    for (const page of [anna, eva])
      expect(new Set(await paths(page))).toEqual(new Set(["relay tls"]));
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});
