import { expect } from "@playwright/test";
import { expectSeesAndHears } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

test("killed in a call and started again, nothing is lost and the call goes on", async ({
  browser,
  media,
}) => {
  test.setTimeout(600_000); // three starts
  const server = await Server.start({}, media);
  const visitors = new Visitors(browser, server);
  try {
    const anna = await visitors.apart();
    await signIn(anna, server);
    const callId = await startCall(anna, "Absturz");
    await invite(anna, { email: "eva@gast.example", name: "Eva" });
    const eva = await visitors.apart();
    await join(eva, await linkFromApp(anna, callId, "eva@gast.example"));
    await expectSeesAndHears(eva);

    await server.kill();
    await server.start();

    await anna.goto("/portal/office/videocalls");
    const row = anna.getByRole("row", { name: /Absturz/ });
    await expect(row).toContainText("Aktiv");
    await anna.goto(`/portal/office/videocalls/${callId}`);
    await eva.reload();
    await expectSeesAndHears(eva);
    await expectSeesAndHears(anna);
    await anna.getByRole("button", { name: "Videocall für alle beenden" }).click();
    await anna.getByRole("button", { name: "Für alle beenden", exact: true }).click();
    await expect(anna.getByRole("heading", { name: "Der Videocall ist beendet" })).toBeVisible();
    await anna.goto("/portal/office/videocalls");
    await expect(row).toContainText("Beendet");
    await expect(row).toContainText("2 Personen");

    await startCall(anna, "Danach");
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});
