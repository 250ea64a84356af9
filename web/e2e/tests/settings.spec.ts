import { expect, type Page } from "@playwright/test";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import { signIn, type Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test as base } from "../support/test.ts";

/** An office of its own, as it is made to look otherwise; its webhooks may go to this machine. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({ HAUSRUF_OUTBOUND_ALLOWED: "127.0.0.1" }, media);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});
test.setTimeout(600_000); // many pictures, and axe at each of them

const logo = fileURLToPath(
  new URL(
    "../../../office/src/main/resources/org/hausruf/office/sample/synapse-logo-light.png",
    import.meta.url,
  ),
);

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true });

async function save(page: Page) {
  const said = expect(page.getByText("Gespeichert", { exact: true })).toBeVisible(); // goes again
  await button(page, "Speichern").click();
  await said;
}

/** The same section in English. */
async function looksGoodInEnglish(visitors: Visitors, server: Server, states: string[]) {
  const anna = await visitors.page({ locale: "en-GB" });
  await signIn(anna, server);
  for (const state of states) {
    await anna.goto(`/portal/office/settings/${state}`);
    await expect(anna.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(anna.getByRole("main").locator(".skeleton")).toHaveCount(0);
    await looksGood(anna, `settings-${state}`, "en");
  }
}

test("an admin brands the office: everybody sees it, and nobody else changes it", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  await button(anna, "Konto: Anna Berger").click();
  await anna.getByRole("link", { name: "Einstellungen" }).click();
  await expect(anna.getByRole("heading", { level: 1, name: "Ihr Konto" })).toBeFocused();
  await looksGood(anna, "settings-account", "de");

  await anna.getByRole("link", { name: "Marke" }).click();
  await anna.getByLabel("Name des Büros").fill("Lindenhof");
  await anna.getByLabel("Begrüßung (Deutsch)").fill("Willkommen im Lindenhof");
  const preview = anna.getByRole("region", { name: "Vorschau" });
  await expect(preview.getByText("Willkommen im Lindenhof")).toBeVisible();
  await anna.getByLabel("Zeitzone des Büros").selectOption("America/Lima");
  const color = anna.getByLabel("Farbe als Zahl");
  await color.fill("#ffcc00");
  await expect(anna.getByText("zu wenig (nötig sind 4,5 zu 1)")).toBeVisible();
  await looksGood(anna, "settings-branding-contrast", "de");
  await button(anna, /^#[0-9a-f]{6} übernehmen$/).click();
  await expect(anna.getByText("gut lesbar")).toBeVisible();
  const taken = await color.inputValue();

  const light = anna.getByRole("group", { name: "Logo auf hellem Grund" });
  const svg = { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") };
  await light.locator('input[type="file"]').setInputFiles(svg);
  await expect(light.getByRole("alert")).toContainText("SVG wird nicht angenommen");
  const before = await light.getByRole("img").getAttribute("src");
  await light.locator('input[type="file"]').setInputFiles(logo);
  await expect(light.getByRole("img")).not.toHaveAttribute("src", before ?? "");
  await anna
    .getByRole("button", { name: "Quadratisches Zeichen auf hellem Grund entfernen" })
    .click();
  await anna
    .getByRole("button", { name: "Quadratisches Zeichen auf dunklem Grund entfernen" })
    .click();
  await expect(anna.getByText("Kein Bild")).toHaveCount(2);
  await save(anna);
  await anna.reload();
  await expect(anna.getByLabel("Zeitzone des Büros")).toHaveValue("America/Lima");
  const shown = await light.getByRole("img").getAttribute("src");
  await expect(
    anna.getByRole("banner").getByRole("img", { name: "Lindenhof" }).first(),
  ).toHaveAttribute("src", shown ?? "");
  await preview.getByText("E-Mail", { exact: true }).click();
  await preview.getByText("Dunkel", { exact: true }).click();
  await looksGood(anna, "settings-branding", "de");

  const office = await Office.signIn(server);
  const call = await office.startCall("Angebot");
  const { link } = await office.invite(call, "marlene@gast.example");
  const guest = await visitors.page();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Willkommen im Lindenhof");
  await expect(guest.getByRole("img", { name: "Lindenhof" }).first()).toHaveAttribute(
    "src",
    shown ?? "",
  );
  const accent = () =>
    guest.evaluate(() => document.documentElement.style.getPropertyValue("--tenant-accent"));
  await expect.poll(accent).toBe(taken);

  const carla = await visitors.page();
  await signIn(carla, server, "carla@synapse.example");
  await expect(carla.getByRole("img", { name: "Synapse" }).first()).toBeVisible();
  await expect(carla.getByText("Lindenhof")).toHaveCount(0);

  const ben = await visitors.page();
  await signIn(ben, server, "ben@sot.example");
  await ben.goto("/portal/office/settings/branding");
  await expect(ben.getByText("Das verwaltet die Administration")).toBeVisible();
  const sections = ben.getByRole("navigation", { name: "Bereiche der Einstellungen" });
  await expect(sections.getByRole("link")).toHaveText(["Ihr Konto"]);
  await looksGood(ben, "settings-refused", "de");
  await looksGoodInEnglish(visitors, server, ["account", "branding"]);
});

test("an admin lets programs in, has one told of calls, and sets how it rings", async ({
  visitors,
  server,
}) => {
  const anna = await visitors.page();
  await signIn(anna, server);
  await anna.goto("/portal/office/settings/integrations");
  const part = (name: string) =>
    anna
      .getByRole("main")
      .locator("section")
      .filter({ has: anna.getByRole("heading", { name }) });

  const keys = part("Schlüssel");
  await keys.getByLabel("Name des Programms").fill("CRM");
  await button(anna, "Schlüssel anlegen").click();
  const dialog = anna.getByRole("dialog", { name: "Schlüssel „CRM“" });
  const key = await dialog.getByLabel("Schlüssel").inputValue();
  await looksGood(anna, "settings-key", "de");
  await button(anna, "Fertig").click();
  expect(await tokenStatus(server, key)).toBe(201);
  await expect(keys.getByText("Angelegt am")).toContainText("von Anna Berger");

  const received: IncomingHttpHeaders[] = [];
  const receiver = createServer((request, response) => {
    received.push(request.headers);
    request.resume();
    response.end();
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;
  const hooks = part("Webhooks");
  await hooks.getByLabel("Adresse").fill("http://10.0.0.1/calls");
  await button(anna, "Webhook anlegen").click();
  await expect(hooks.getByText("An diese Adresse wird nicht gesendet.")).toBeVisible();
  await hooks.getByLabel("Adresse").fill(`http://127.0.0.1:${port}/calls`);
  await button(anna, "Webhook anlegen").click();
  await expect(anna.getByRole("dialog").getByLabel("Secret")).toHaveValue(/^whsec_/);
  await button(anna, "Fertig").click();
  await button(anna, "Test senden").click();
  const deliveries = hooks.getByRole("list", { name: "Zustellungen" });
  await expect(deliveries.getByRole("listitem")).toContainText("Zugestellt");
  const before = received.length;
  expect(before).toBeGreaterThan(0);
  await button(anna, "test erneut senden").click();
  await expect.poll(() => received.length).toBeGreaterThan(before);
  expect(new Set(received.map((headers) => headers["webhook-id"])).size).toBe(1);

  const origins = part("Erlaubte Webseiten");
  await origins.getByLabel("Herkunft").fill("https://crm.example/path");
  await button(anna, "Erlauben").click();
  await expect(origins.getByText("Eine Herkunft wie")).toBeVisible();
  await origins.getByLabel("Herkunft").fill("https://crm.example");
  await button(anna, "Erlauben").click();
  await expect(button(anna, "https://crm.example entfernen")).toBeVisible();
  await expect(deliveries.getByRole("listitem")).toContainText("Zugestellt");
  await looksGood(anna, "settings-integrations", "de");
  await looksGoodInEnglish(visitors, server, ["integrations", "calls"]);

  await button(anna, "https://crm.example entfernen").click();
  await expect(origins.getByText("Noch keine.")).toBeVisible();
  await button(anna, "Löschen").click();
  await anna.getByRole("alertdialog").getByRole("button", { name: "Löschen" }).click();
  await expect(hooks.getByText("Noch kein Webhook.")).toBeVisible();
  receiver.close();
  await button(anna, "Schlüssel „CRM“ widerrufen").click();
  await anna.getByRole("alertdialog").getByRole("button", { name: "Widerrufen" }).click();
  await expect(keys.getByText("Noch kein Schlüssel.")).toBeVisible();
  expect(await tokenStatus(server, key)).toBe(401);

  await anna.getByRole("link", { name: "Anrufe", exact: true }).last().click();
  const seconds = anna.getByLabel("Klingeldauer in Sekunden");
  await seconds.fill("3");
  await button(anna, "Speichern").click();
  await expect(anna.getByText("Eine ganze Zahl von 5 bis 120.")).toBeVisible();
  await looksGood(anna, "settings-calls-refused", "de");
  await seconds.fill("45");
  await anna.getByLabel("Auch klingeln, wer gerade spricht").check();
  await save(anna);
  await anna.reload();
  await expect(seconds).toHaveValue("45");
  await expect(anna.getByLabel("Auch klingeln, wer gerade spricht")).toBeChecked();
});

/** What a program with that key is answered. */
async function tokenStatus(server: Server, key: string): Promise<number> {
  const answer = await fetch(`${server.origin}/api/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ email: "ben@sot.example" }),
  });
  return answer.status;
}
