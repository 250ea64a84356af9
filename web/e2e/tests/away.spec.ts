import { expect } from "@playwright/test";
import { looksGood } from "../support/looks.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { invite, join, linkFromApp, signIn, startCall } from "../support/people.ts";
import type { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

/** The server that has the rooms goes away, and comes again. */
function engineOf(server: Server) {
  if (!server.engine) throw new Error("the rooms are in the product");
  return server.engine;
}

const stays = (callId: string) => async (office: Office) =>
  (await office.participants(callId)).map(({ role, leftAt }) => ({ role, left: leftAt !== null }));

test("killed in a call and started again, everybody is back and written down", async ({
  visitors,
  server,
}) => {
  test.setTimeout(600_000); // clients look for the server for most of a minute
  const anna = await visitors.apart();
  await signIn(anna, server);
  const callId = await startCall(anna, "Der andere Server stürzt ab");
  await invite(anna, { email: "eva@gast.example", name: "Eva" });
  const eva = await visitors.apart();
  await join(eva, await linkFromApp(anna, callId, "eva@gast.example"));
  await anna.keyboard.press("Escape");
  await expectSeesAndHears(eva);

  const engine = engineOf(server);
  await engine.kill();
  for (const page of [anna, eva]) {
    await expect(page.getByText("Verbindung wird wiederhergestellt")).toBeVisible();
  }
  await engine.start();
  for (const page of [anna, eva]) {
    await expect(page.getByText("Verbindung wird wiederhergestellt")).toBeHidden({
      timeout: 90_000,
    });
  }
  for (const page of [anna, eva]) await expectSeesAndHears(page);

  const office = await Office.signIn(server);
  await expect
    .poll(() => stays(callId)(office), {
      timeout: 90_000,
      message: "first stays end, second do not",
    })
    .toEqual(
      expect.arrayContaining([
        { role: "host", left: true },
        { role: "host", left: false },
        { role: "guest", left: true },
        { role: "guest", left: false },
      ]),
    );
  await office.end(callId);
  await expect(eva.getByRole("heading", { name: "Der Videocall ist beendet" })).toBeVisible();
});

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);

  test(`away when somebody wants to begin or to join (${language})`, async ({ person, server }) => {
    const office = await Office.signIn(server);
    const callId = await office.startCall(t("Warten", "Waiting"));
    const { link } = await office.invite(callId, `wait-${language}@gast.example`, "Eva");
    const words = t(
      "Der Server für Bild und Ton antwortet",
      "The server for picture and sound does not answer",
    );
    const engine = engineOf(server);
    await engine.stop();
    try {
      const anna = await person(language);
      await signIn(anna, server);
      await anna
        .getByRole("button", { name: t("Neuen Videocall starten", "Start a new") })
        .first()
        .click();
      await expect(anna.getByLabel(t("Titel", "Title"), { exact: true })).toBeFocused();
      await anna.keyboard.press("Enter");
      await expect(anna.getByRole("alert").filter({ hasText: words })).toBeVisible();
      await looksGood(anna, "new-call-media-away", language);
      await anna.keyboard.press("Escape");
      await anna.goto(`/portal/office/videocalls/${callId}`);
      await expect(anna.getByRole("heading", { level: 1, name: words })).toBeFocused();
      await looksGood(anna, "over-media-away", language);

      const eva = await person(language);
      await eva.goto(link);
      await eva.getByRole("button", { name: t("Beitreten", "Join") }).click();
      await expect(eva.getByRole("alert").filter({ hasText: words })).toBeVisible();
      await looksGood(eva, "join-media-away", language);

      await engine.start();
      await eva.getByRole("button", { name: t("Beitreten", "Join") }).click();
      await anna.getByRole("button", { name: t("Wieder verbinden", "Connect again") }).click();
      await expectSeesAndHears(eva);
      await expectSeesAndHears(anna);
    } finally {
      await engine.start();
    }
  });
}
