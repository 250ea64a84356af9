import { expect, type Page } from "@playwright/test";
import { shownMs } from "../../packages/ui/src/toasts.ts";
import { ANNA, atContacts, BEN, call, dock, ringing } from "../support/calls.ts";
import { locales, looksGood } from "../support/looks.ts";
import { Office } from "../support/office.ts";
import type { Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test as base } from "../support/test.ts";

/** With an office of its own, whose log nobody else looks at. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({}, media);
      await (await Office.signIn(server)).ring(120, false);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});

/** What goes wrong in a call, and what is told of calls that one does not talk, in every look; see `looksGood`. */
test.setTimeout(900_000); // many pictures, and axe at each of them

for (const language of ["de", "en"] as const) {
  const t = (de: string, en: string) => (language === "de" ? de : en);
  const looks = (page: Page, state: string) => looksGood(page, state, language);
  const named = (page: Page, de: string, en: string) =>
    page.getByRole("button", { name: t(de, en), exact: true });
  const somebody = async (visitors: Visitors, server: Server, email: string, before?: Before) => {
    const page = await visitors.page({ locale: locales[language] });
    await before?.(page);
    await atContacts(page, server, email);
    return page;
  };

  test(`calls in which something fails (${language})`, async ({ visitors, server }) => {
    const anna = await somebody(visitors, server, ANNA, blockDevices);
    const gate = new Gate();
    const ben = await somebody(visitors, server, BEN, async (page) => {
      await blockVoices(page);
      await failCalls(page, gate);
      await gate.stand(page);
    });

    await call(anna, "Ben Albrecht", "video");
    await named(ben, "Annehmen", "Accept").click();
    await expect(dock(anna, "Ben Albrecht")).toContainText(
      t("Mikrofon und Kamera sind gesperrt.", "Microphone and camera are blocked."),
    );
    await expect(dock(anna, "Ben Albrecht").getByRole("timer")).toBeVisible();
    await looks(anna, "call-devices-denied");
    await named(ben, "Auflegen", "Hang up").click();
    await expect(dock(ben, "Anna Berger")).toContainText(t("Anruf fehlgeschlagen", "Call failed"));
    await looks(ben, "call-failed");
    await named(ben, "Schließen", "Close").click();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    // the other way round, so that there is a voice to block
    await call(ben, "Anna Berger");
    await named(anna, "Annehmen", "Accept").click();
    await named(anna, "Mikrofon einschalten", "Turn microphone on").click();
    await looks(anna, "call-microphone-denied");
    await allowDevices(anna);
    await named(anna, "Mikrofon einschalten", "Turn microphone on").click();
    await expect(dock(ben, "Anna Berger")).toContainText(t("nach einem Klick", "after a click"));
    await looks(ben, "call-sound-blocked");

    gate.open = false;
    await ben.reload();
    await expect(dock(ben, "Anna Berger").getByRole("status")).toHaveText(
      t("Keine Verbindung für Ton und Bild", "No connection for sound and picture"),
      { timeout: 180_000 }, // six tries
    );
    await looks(ben, "call-media-lost");
    await named(anna, "Auflegen", "Hang up").click();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself
  });

  test(`told of calls that one does not talk (${language})`, async ({ visitors, server }) => {
    const anna = await somebody(visitors, server, ANNA);
    const desk = await somebody(visitors, server, BEN, keepToasts);
    const laptop = await somebody(visitors, server, BEN);
    await call(anna, "Ben Albrecht");
    await expect(ringing(desk, "Anna Berger")).toBeVisible();
    await named(laptop, "Annehmen", "Accept").click();
    await expect(desk.getByText(t("Anderswo angenommen", "Answered elsewhere"))).toBeVisible();
    await looks(desk, "toast-answered-elsewhere");
    await named(anna, "Auflegen", "Hang up").click();
    await expect(dock(anna, "Ben Albrecht")).toBeHidden(); // by itself

    await call(anna, "Ben Albrecht");
    await expect(ringing(desk, "Anna Berger")).toBeVisible();
    await named(anna, "Auflegen", "Hang up").click();
    await expect(
      desk.getByText(t("Verpasster Anruf von Anna Berger", "Missed call from Anna Berger")),
    ).toBeVisible();
    const badge = desk.getByText(t("1 verpasster Anruf", "1 missed call"), { exact: true });
    await expect(badge).toBeAttached();
    await looks(desk, "toast-missed");
    await desk.getByRole("link", { name: new RegExp(t("^Anrufe", "^Calls")) }).click();
    await expect(badge).toHaveCount(0); // seen, so that the next one is one again
  });
}

type Before = (page: Page) => Promise<void>;

/** As if the browser had been told to give no device to this page, until it is told otherwise. */
async function blockDevices(page: Page) {
  await page.addInitScript(() => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("", "NotAllowedError");
    };
    Object.assign(window, {
      allowDevices: () => (navigator.mediaDevices.getUserMedia = native),
    });
  });
}

async function allowDevices(page: Page) {
  await page.evaluate(() => (window as unknown as { allowDevices: () => void }).allowDevices());
}

/** As a browser does with a page that nobody has clicked. */
async function blockVoices(page: Page) {
  await page.addInitScript(() => {
    HTMLAudioElement.prototype.play = () =>
      Promise.reject(new DOMException("not allowed", "NotAllowedError"));
  });
}

/** Every call that ends does so because the server has failed it; none does while the way to the rooms is closed. */
async function failCalls(page: Page, gate: Gate) {
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      // the server ends a call that nobody is in, which would take the picture away
      const isOver = String(frame).includes("call-ended");
      if (gate.open || !isOver) socket.send(withReason(frame, "failed"));
    });
  });
}

function withReason(frame: string | Buffer, reason: string): string | Buffer {
  return typeof frame === "string" ? frame.replaceAll('"completed"', `"${reason}"`) : frame;
}

/** On the way to the rooms. */
class Gate {
  open = true;

  async stand(page: Page) {
    await page.routeWebSocket(/\/rtc\b/, (signalling) => {
      if (this.open) signalling.connectToServer();
      else void signalling.close();
    });
  }
}

/** They would be gone before all pictures of them are taken. */
async function keepToasts(page: Page) {
  await page.addInitScript((never) => {
    const native = window.setTimeout;
    Object.assign(window, {
      setTimeout: (run: () => void, ms?: number) => (ms === never ? 0 : native(run, ms)),
    });
  }, shownMs);
}
