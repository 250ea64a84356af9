import { expect, type Page } from "@playwright/test";
import { expectLent, watchDevices } from "../support/devices.ts";
import { expectSeesAndHears } from "../support/media.ts";
import { Office } from "../support/office.ts";
import { join, signIn } from "../support/people.ts";
import { test } from "../support/test.ts";

const named = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Of the browser's fake devices the one with that number. */
async function choose(page: Page, list: string, index: number): Promise<string> {
  const select = page.getByRole("combobox", { name: list, exact: true });
  await select.selectOption({ index });
  return select.inputValue();
}

test("a guest looks at picture and sound first; the room begins with what was chosen, and holds no device twice", async ({
  visitors,
  server,
}) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Vorher geprüft");
  const { link } = await office.invite(callId, "geraete@gast.example", "Marlene Voss");
  const marlene = await visitors.page();
  await watchDevices(marlene);
  await marlene.goto(link);
  await expect(named(marlene, "Kamera ausschalten")).toBeVisible();
  await expect(named(marlene, "Mikrofon ausschalten")).toBeVisible();
  await expectLent(marlene, ["audio", "video"]);
  const mirrored = marlene.locator(".device-preview video");
  await expect(mirrored).toHaveCSS("transform", "matrix(-1, 0, 0, 1, 0, 0)");
  await expect
    .poll(() => mirrored.evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0);
  // the fake microphone beeps once a second
  await expect(marlene.locator(".meter i:not(.quiet)").first()).toBeAttached();

  const microphone = await choose(marlene, "Mikrofon", 1);
  const speaker = await choose(marlene, "Lautsprecher", 1);
  await named(marlene, "Lautsprecher testen").click();
  await named(marlene, "Kamera ausschalten").click();
  await expectLent(marlene, ["audio"]);

  await named(marlene, "Beitreten").click();
  await expect(named(marlene, "Videocall verlassen")).toBeVisible();
  await expect(named(marlene, "Kamera einschalten")).toBeVisible();
  await expect(named(marlene, "Mikrofon ausschalten")).toBeVisible();
  await expectLent(marlene, ["audio"]);
  await named(marlene, "Mikrofon, Kamera und Lautsprecher wählen").click();
  const dialog = marlene.getByRole("dialog");
  await expect(dialog.getByLabel("Mikrofon", { exact: true })).toHaveValue(microphone);
  await expect(dialog.getByLabel("Lautsprecher", { exact: true })).toHaveValue(speaker);
  await marlene.keyboard.press("Escape");
  await named(marlene, "Videocall verlassen").click();
  await expectLent(marlene, []);

  const next = await office.invite(callId, "noch-einmal@gast.example");
  await marlene.goto(next.link);
  await expect(named(marlene, "Kamera einschalten")).toBeVisible();
  await expect(marlene.getByText("Kamera ist aus")).toBeVisible();
  await expect(marlene.getByRole("combobox", { name: "Mikrofon" })).toHaveValue(microphone);
});

test("nobody has to wait for the preview to join", async ({ visitors, server }) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Eilig");
  const { link } = await office.invite(callId, "eilig@gast.example", "Marlene Voss");
  const marlene = await visitors.page();
  let asked = 0;
  await marlene.route("**/assets/Preview-*.js", () => void asked++); // its code never comes
  await join(marlene, link);
  expect(asked).toBeGreaterThan(0);
});

test("a host looks before starting a call, and the light goes out with the dialog", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await watchDevices(anna);
  await signIn(anna, server);
  await named(anna, "Neuen Videocall starten").click();
  await expectLent(anna, []);
  await named(anna, "Kamera und Mikrofon prüfen").click();
  await expect(named(anna, "Kamera ausschalten")).toBeVisible();
  await expectLent(anna, ["audio", "video"]);
  await named(anna, "Kamera und Mikrofon prüfen").click();
  await expectLent(anna, []);
  await named(anna, "Kamera und Mikrofon prüfen").click();
  await expectLent(anna, ["audio", "video"]);
  await named(anna, "Mikrofon ausschalten").click();
  await anna.getByLabel("Titel").fill("Vorher geschaut");
  await anna.getByLabel("Titel").press("Enter");
  await expect(anna.getByRole("heading", { name: "Vorher geschaut" })).toBeVisible();
  await expect(named(anna, "Mikrofon einschalten")).toBeVisible();
  await expectLent(anna, ["video"]);
});

test("a guest who comes first is told that the host is not there yet, until the host comes", async ({
  visitors,
  server,
}) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Zu früh");
  const { link } = await office.invite(callId, "frueh@gast.example", "Marlene Voss");
  const marlene = await visitors.page();
  await marlene.goto(link);
  await expect(marlene.getByText("Anna Berger ist noch nicht da.")).toBeVisible();
  await named(marlene, "Beitreten").click();
  const told = marlene.getByRole("status").filter({ hasText: "Anna Berger ist noch nicht da." });
  await expect(told).toBeVisible();

  const anna = await visitors.page();
  await signIn(anna, server);
  await anna.goto(`/portal/office/videocalls/${callId}`);
  await expect(told).toBeHidden();
  await expectSeesAndHears(marlene);

  await anna.goto("about:blank");
  await expect(
    marlene.getByRole("status").filter({ hasText: "Anna Berger ist gerade nicht da." }),
  ).toBeVisible();
});

/** Opens the link, presses "Beitreten" and waits before the door. */
async function knock(page: Page, link: string) {
  await page.goto(link);
  await named(page, "Beitreten").click();
  await expect(page.getByRole("heading", { name: "Bitte warten Sie einen Moment" })).toBeFocused();
}

test("guests wait in the lobby until the host lets them in, without anything that opens the room", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  await named(anna, "Neuen Videocall starten").click();
  await anna.getByLabel("Titel").fill("Mit Lobby");
  await anna.getByLabel("Gäste warten, bis ich sie hineinlasse").check();
  await anna.keyboard.press("Enter");
  await anna.waitForURL(/\/portal\/office\/videocalls\/[0-9a-f-]{36}$/);
  const callId = new URL(anna.url()).pathname.split("/").at(-1) ?? "";
  const office = await Office.signIn(server);
  const { link } = await office.invite(callId, "marlene@gast.example", "Marlene Voss");

  const marlene = await visitors.page();
  const answers: Promise<string>[] = [];
  marlene.on("response", (answer) => {
    if (/\/(claim|wait|rejoin)$/.test(answer.url())) answers.push(answer.text().catch(() => ""));
  });
  const sockets: string[] = [];
  marlene.on("websocket", (socket) => sockets.push(socket.url()));
  await knock(marlene, link);
  await expect(
    marlene.getByRole("status").filter({ hasText: "kann Sie hineinlassen" }),
  ).toBeVisible();
  await expect(named(anna, "Marlene Voss hineinlassen")).toBeVisible();
  await marlene.reload();
  await expect(marlene.getByText("Sie warten als Marlene Voss.")).toBeVisible();
  await anna.reload();
  const admit = named(anna, "Marlene Voss hineinlassen");
  await expect(admit).toBeVisible();
  expect((await Promise.all(answers)).join(" ")).not.toContain("guestToken");
  expect(sockets).toEqual([]);
  expect(await office.participants(callId)).not.toContainEqual(
    expect.objectContaining({ role: "guest" }),
  );

  await admit.focus();
  await anna.keyboard.press("Enter");
  await expectSeesAndHears(marlene);
  await expectSeesAndHears(anna);
  await expect(admit).toBeHidden();
  await marlene.reload();
  await expectSeesAndHears(marlene);
});

test("whom the host declines stays outside, and who waits is told of the end", async ({
  visitors,
  server,
}) => {
  const office = await Office.signIn(server);
  const callId = await office.startCall("Nicht jeder", true);
  const otto = await office.invite(callId, "otto@gast.example", "Otto");
  const eva = await office.invite(callId, "eva@gast.example", "Eva");
  const [ottos, evas] = [await visitors.page(), await visitors.page()];
  await knock(ottos, otto.link);
  await expect(ottos.getByRole("status").filter({ hasText: "noch nicht da" })).toBeVisible();
  await knock(evas, eva.link);

  const anna = await visitors.page();
  await signIn(anna, server);
  await anna.goto(`/portal/office/videocalls/${callId}`);
  await expect(evas.getByRole("status").filter({ hasText: "kann Sie hineinlassen" })).toBeVisible();
  await named(anna, "Otto ablehnen").click();
  const refused = ottos.getByRole("heading", { name: "Sie wurden nicht hineingelassen" });
  await expect(refused).toBeVisible();
  await ottos.reload();
  await expect(ottos.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(named(ottos, "Videocall verlassen")).toBeHidden();
  await ottos.goto(otto.link);
  await expect(refused).toBeVisible();

  await expect(named(anna, "Eva hineinlassen")).toBeVisible();
  await named(anna, "Videocall für alle beenden").click();
  await named(anna, "Für alle beenden").click();
  await expect(evas.getByRole("heading", { name: "Dieser Videocall ist vorbei" })).toBeVisible();
});
