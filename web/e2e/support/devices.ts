import { expect, type Page } from "@playwright/test";

/** Remembers every track that a page borrows; call it before the page loads. */
export async function watchDevices(page: Page) {
  await page.addInitScript(() => {
    const lent: MediaStreamTrack[] = [];
    const media = navigator.mediaDevices;
    const native = media.getUserMedia.bind(media);
    media.getUserMedia = async (wanted) => {
      const stream = await native(wanted);
      lent.push(...stream.getTracks());
      return stream;
    };
    Object.assign(window, { lentTracks: lent });
  });
}

/** Which devices the page holds now: the lights that are on. */
export async function expectLent(page: Page, devices: ("audio" | "video")[]) {
  const held = () =>
    page.evaluate(() =>
      (window as unknown as { lentTracks: MediaStreamTrack[] }).lentTracks
        .filter(({ readyState }) => readyState === "live")
        .map(({ kind }) => kind)
        .toSorted(),
    );
  await expect.poll(held).toEqual(devices);
}
