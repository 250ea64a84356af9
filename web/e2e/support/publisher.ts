import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { watchMedia } from "./media.ts";

const peers = join(dirname(fileURLToPath(import.meta.url)), "../peers");
const clientScript = createRequire(import.meta.url).resolve("livekit-client");

/** What LiveKit's `publishDefaults` has of it. */
export interface Codecs {
  videoCodec: "vp8" | "h264";
  red: boolean;
  simulcast: boolean;
  degradationPreference?: "maintain-resolution";
}

/** LiveKit's `RoomOptions`, as far as tests need them. */
interface RoomOptions {
  dynacast?: boolean;
  videoCaptureDefaults?: { resolution: { width: number; height: number } };
}

interface Entry {
  serverUrl: string;
  token: string;
}

/**
 * Publishes camera and microphone with livekit-client alone, in codecs that our web app does not choose. Its content
 * security policy knows nothing of that script.
 */
export async function publisher(
  browser: Browser,
  origin: string,
  entry: Entry,
  codecs: Codecs,
  options: RoomOptions = {},
): Promise<{ page: Page; leave(): Promise<void> }> {
  const page = await mediaPeer(browser, origin);
  await page.evaluate(([to, as, how, beside]) => window.mediaPeer.publish(to, as, how, beside), [
    entry.serverUrl,
    entry.token,
    codecs,
    options,
  ] as const);
  return { page, leave: () => page.context().close() };
}

/** Sees one camera with livekit-client alone, in the quality that it is told. */
export async function watcher(browser: Browser, origin: string, entry: Entry) {
  const page = await mediaPeer(browser, origin);
  await page.evaluate(([to, as]) => window.mediaPeer.watch(to, as), [
    entry.serverUrl,
    entry.token,
  ] as const);
  return {
    page,
    wants: (quality: "LOW" | "MEDIUM" | "HIGH") =>
      page.evaluate((wish) => window.mediaPeer.wants(wish), quality),
    leave: () => page.context().close(),
  };
}

async function mediaPeer(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({
    bypassCSP: true,
    permissions: ["camera", "microphone"],
  });
  const page = await context.newPage();
  await watchMedia(page);
  await page.goto(`${origin}/sign-in`);
  await page.addScriptTag({ path: clientScript });
  await page.addScriptTag({ path: join(peers, "media-browser.js") });
  return page;
}

declare global {
  interface Window {
    mediaPeer: {
      publish(url: string, token: string, codecs: Codecs, options: RoomOptions): Promise<void>;
      watch(url: string, token: string): Promise<void>;
      wants(quality: string): void;
    };
  }
}
