import type { Page } from "@playwright/test";

/** Runs in the page. */
function keepAnnouncements() {
  const announcements: string[] = [];
  const live = '[role="status"], [role="alert"], [aria-live]';
  const alert = '[role="alert"]';
  const look = (changes: MutationRecord[]) => {
    const changed = new Set<Element>();
    for (const { target, addedNodes } of changes) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest(live);
      if (region) changed.add(region);
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const one of [node, ...node.querySelectorAll(alert)])
            if (one.matches(alert)) changed.add(one);
    }
    for (const region of changed) {
      const words = region.textContent?.trim();
      if (words) announcements.push(words);
    }
  };
  const what = { childList: true, subtree: true, characterData: true };
  new MutationObserver(look).observe(document, what);
  Object.assign(window, { announcements });
}

/**
 * Remembers what a screen reader is given to say without being asked: what changes in a live region that was there before,
 * and alerts, which may be new. Call it before the page loads.
 */
export async function listenToAnnouncements(page: Page) {
  await page.addInitScript(keepAnnouncements);
}

/** Since the page was loaded, in order. */
export function announced(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { announcements: string[] }).announcements);
}
