import { expect } from "@playwright/test";
import { expectSeesAndHears, expectSilent, received } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall } from "../support/people.ts";
import { test } from "../support/test.ts";

/** The main job, as the README tells it. */
test("a host invites a guest by e-mail, and they see and hear each other until she ends it", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Übergabe der Wohnung");
  await invite(anna, { email: "marlene@gast.example", name: "Marlene Voss" });
  const link = await linkFromApp(anna, callId, "marlene@gast.example");
  await anna.keyboard.press("Escape");

  const marlene = await visitors.page();
  await marlene.goto(link);
  await expect(marlene.getByText("Willkommen bei System of a Town")).toBeVisible();
  await expect(marlene.getByText("Übergabe der Wohnung")).toBeVisible();
  expect(marlene.url()).not.toContain("t=");
  await marlene.getByRole("button", { name: "Beitreten" }).click();
  await expectSeesAndHears(marlene);
  await expectSeesAndHears(anna);
  expect((await received(anna)).srtpCipher).toBe("SRTP_AEAD_AES_128_GCM");

  await marlene.getByRole("button", { name: "Mikrofon ausschalten" }).click();
  await expectSilent(anna, "audioPackets");
  await marlene.getByRole("button", { name: "Mikrofon einschalten" }).click();
  await expectSeesAndHears(anna);
  await marlene.getByRole("button", { name: "Kamera ausschalten" }).click();
  await expectSilent(anna, "videoPackets");
  await marlene.getByRole("button", { name: "Kamera einschalten" }).click();
  await expectSeesAndHears(anna);

  await anna.getByRole("button", { name: "Videocall für alle beenden" }).click();
  await anna.getByRole("button", { name: "Für alle beenden", exact: true }).click();
  await expect(marlene.getByText(/beendet/).first()).toBeVisible();
  await expectSilent(marlene, "videoPackets");

  await anna.goto("/portal/office/videocalls");
  const row = anna.getByRole("row", { name: /Übergabe der Wohnung/ });
  await expect(row).toContainText("Beendet");
  await expect(row).toContainText("2 Personen");
  await expect(row).toContainText(/\d+ (s|min)/);
});

test("both sides share their screens", async ({ visitors, server }) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Bildschirme");
  await invite(anna, { email: "juergen@gast.example", name: "Jürgen Kästner" });
  const link = await linkFromApp(anna, callId, "juergen@gast.example");
  await anna.keyboard.press("Escape");
  const juergen = await visitors.page();
  await join(juergen, link);
  for (const page of [anna, juergen]) await expectSeesAndHears(page);

  for (const [sharing, watching] of [
    [juergen, anna],
    [anna, juergen],
  ] as const) {
    const streams = (await received(watching)).videoStreams;
    await sharing.getByRole("button", { name: "Teilen: Bildschirm zeigen" }).click();
    await expect.poll(async () => (await received(watching)).videoStreams).toBe(streams + 1);
    await expectSeesAndHears(watching);
    await sharing.getByRole("button", { name: "Teilen des Bildschirms beenden" }).click();
  }
});

test("three people hear and see each other", async ({ visitors, server }) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Zu dritt");
  const guests = [];
  for (const name of ["Eva", "Otto"]) {
    const email = `${name.toLowerCase()}@gast.example`;
    await invite(anna, { email, name });
    const guest = await visitors.page();
    await join(guest, await linkFromApp(anna, callId, email));
    await anna.keyboard.press("Escape");
    guests.push(guest);
  }
  for (const page of [anna, ...guests]) {
    await expect.poll(async () => (await received(page)).videoStreams).toBe(2);
    await expectSeesAndHears(page);
  }
});

test("a guest who reloads or loses the network is back without a new invite; others are not let in", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Wiederkommen");
  await invite(anna, { email: "eva@gast.example", name: "Eva" });
  const link = await linkFromApp(anna, callId, "eva@gast.example");
  await anna.keyboard.press("Escape");
  const eva = await visitors.page();
  await join(eva, link);
  await expectSeesAndHears(eva);

  await eva.reload();
  await expectSeesAndHears(eva);
  await expectSeesAndHears(anna);

  await eva.context().setOffline(true);
  await expect(eva.getByText("Verbindung wird wiederhergestellt")).toBeVisible({ timeout: 90_000 });
  await expect(eva.getByRole("button", { name: "Videocall verlassen" })).toBeEnabled();
  await eva.context().setOffline(false);
  await expect(eva.getByText("Verbindung wird wiederhergestellt")).toBeHidden({ timeout: 90_000 });
  await expectSeesAndHears(eva);

  const stranger = await visitors.page();
  await stranger.goto(link);
  await expect(
    stranger.getByRole("heading", { name: "Dieser Link wurde bereits verwendet" }),
  ).toBeVisible();
});

test("a wrong link and an unknown one look the same", async ({ visitors, server }) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  const callId = await startCall(anna, "Falsch");
  await invite(anna, { email: "eva@gast.example" });
  const link = await linkFromApp(anna, callId, "eva@gast.example");
  const stranger = await visitors.page();
  const answers = [];
  for (const wrong of [
    link.replace(/t=.*/, `t=${"0".repeat(64)}`),
    link.replace(/join\/[^?]+/, "join/01890000-0000-7000-8000-000000000000"),
  ]) {
    await stranger.goto(wrong);
    await expect(stranger.getByRole("heading", { name: "Dieser Link ist ungültig" })).toBeVisible();
    answers.push(await stranger.getByRole("main").innerText());
  }
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).not.toContain("System of a Town");
});
