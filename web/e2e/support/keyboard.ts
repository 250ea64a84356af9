import { expect, type Page } from "@playwright/test";

/** One stop of Tab, as somebody meets it who has no mouse. */
interface Stop {
  /** Its number among everything that can have the focus; -1: nothing of the page has it. */
  at: number;
  name: string;
  ring: boolean;
}

/** What is put into the page to ask it. */
interface Walk {
  /** How many controls there are to reach. */
  begin(): number;
  /** The name of one that is to be reached, for messages. */
  describe(at: number): string;
  /** Where the focus is, once Tab has moved it. */
  look(): Omit<Stop, "ring">;
  /** Whether what had the focus before this looked otherwise then. */
  hadRing(): boolean;
  /** Pairs of neighbouring stops of which the second stands before the first. */
  backwards(order: number[]): string[];
  end(): void;
}

declare global {
  interface Window {
    keyboardWalk?: Walk;
  }
}

/** A date has three, and its calendar. */
const fieldStops = 3;

/**
 * Walks by Tab through the page, or through its open dialog: every visible control that is not switched off has the
 * focus once, in the order in which they stand, each with a name and a ring that one sees.
 */
export async function walksByTab(page: Page, state: string) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(installWalk);
  const all = await page.evaluate(() => window.keyboardWalk?.begin() ?? 0);
  expect(all, `${state} has controls`).toBeGreaterThan(0);
  const stops: Stop[] = [];
  let inField = 0;
  for (;;) {
    await page.keyboard.press("Tab");
    const { hadRing, ...here } = await page.evaluate(() => {
      const walk = window.keyboardWalk;
      if (!walk) throw new Error("the page was left");
      const seen = walk.hadRing();
      return { hadRing: seen, ...walk.look() };
    });
    const before = stops.at(-1);
    if (before) before.ring ||= hadRing;
    // Day, month and year are stops of one field; nothing else keeps the focus.
    if (before?.at === here.at && inField++ < fieldStops) continue;
    inField = 0;
    if (here.at < 0 || stops.some(({ at }) => at === here.at)) break;
    stops.push({ ...here, ring: false });
  }
  const reached = stops.map(({ at }) => at);
  const { missed, backwards } = await page.evaluate(
    ([order, count]) => {
      const walk = window.keyboardWalk;
      if (!walk) throw new Error("the page was left");
      const told = {
        missed: Array.from({ length: count }, (_, at) => at)
          .filter((at) => !order.includes(at))
          .map((at) => walk.describe(at)),
        backwards: walk.backwards(order),
      };
      walk.end();
      return told;
    },
    [reached, all] as const,
  );
  expect(missed, `${state}: what Tab does not reach`).toEqual([]);
  expect(backwards, `${state}: what stands before what had the focus before it`).toEqual([]);
  const unnamed = stops.filter(({ name }) => !name).map(({ at }) => at);
  expect(unnamed, `${state}: stops without a name`).toEqual([]);
  const unseen = stops.filter(({ ring }) => !ring).map(({ name }) => name);
  expect(unseen, `${state}: stops whose focus one does not see`).toEqual([]);
}

/** Of each group of radio buttons Tab reaches one: the arrow keys reach the others, and come back. */
export async function movesByArrows(page: Page, state: string) {
  const chosen = page.locator("input[type=radio]:checked").filter({ visible: true });
  for (const radio of await chosen.all()) {
    const name = await radio.getAttribute("name");
    const value = () =>
      page.evaluate((group) => {
        const at = document.activeElement;
        if (!(at instanceof HTMLInputElement) || at.name !== group || !at.checked) return null;
        return [...document.getElementsByName(group)].indexOf(at);
      }, name ?? "");
    await radio.focus();
    const before = await value();
    expect(before, `${state}: ${name}`).not.toBeNull();
    await page.keyboard.press("ArrowDown");
    await expect.poll(value, `${state}: ${name} by arrow`).not.toBe(before);
    await page.keyboard.press("ArrowUp");
    await expect.poll(value, `${state}: ${name} and back`).toBe(before);
  }
}

/* oxlint-disable unicorn/consistent-function-scoping -- runs in the page, so everything it needs stands inside */
function installWalk() {
  const candidates =
    'a[href], button, input:not([type="hidden"]), select, textarea, summary, iframe, [tabindex]:not([tabindex^="-"])';
  let inside: Element = document.body;
  let controls: HTMLElement[] = [];
  let places: DOMRect[] = [];
  let start: HTMLElement | undefined;
  let last: { element: Element; looks: string } | undefined;

  /** The open dialog, or the menu that lies over the page. */
  const scope = () =>
    [...document.querySelectorAll("dialog:modal, :popover-open")].at(-1) ?? document.body;

  function isReachable(element: HTMLElement): boolean {
    if (element.matches(":disabled") || element.closest("[inert]")) return false;
    if (element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true }))
      return false;
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0;
  }

  /** Of radio buttons one is in the way of Tab: the chosen one, or the first. */
  function isStop(element: HTMLElement, _: number, all: HTMLElement[]): boolean {
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
    const group = all.filter(
      (it): it is HTMLInputElement =>
        it instanceof HTMLInputElement && it.type === "radio" && it.name === element.name,
    );
    return element === (group.find((it) => it.checked) ?? group[0]);
  }

  function nameOf(element: HTMLElement): string {
    const by = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const others = by.map((id) => document.getElementById(id)?.textContent ?? "");
    const labels =
      "labels" in element
        ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])].map(
            (it) => it.textContent ?? "",
          )
        : [];
    const pictures = [...element.querySelectorAll("img")].map((it) => it.alt);
    const found = [
      others.join(" "),
      element.getAttribute("aria-label"),
      labels.join(" "),
      element.textContent,
      pictures.join(" "),
      element.title,
      element.matches("pre, [role=region]") ? element.tagName : "", // text that scrolls
    ];
    return found.find((it) => it?.trim())?.trim() ?? "";
  }

  /** The outlines, shadows and borders of an element and of what may show its focus for it. */
  function looksOf(element: Element): string {
    const shown: Element[] = [element, ...element.children];
    if (element.nextElementSibling) shown.push(element.nextElementSibling);
    let above = element.parentElement;
    for (let step = 0; above && step < 4; step++, above = above.parentElement) shown.push(above);
    return shown
      .map((it) => {
        const style = getComputedStyle(it);
        const outline =
          style.outlineStyle === "none" ? "" : `${style.outline} ${style.outlineColor}`;
        return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join("|");
      })
      .join("\n");
  }

  window.keyboardWalk = {
    begin() {
      inside = scope();
      controls = [...inside.querySelectorAll<HTMLElement>(candidates)]
        .filter(isReachable)
        .filter(isStop);
      places = controls.map((it) => it.getBoundingClientRect());
      start = document.createElement("span");
      start.tabIndex = -1;
      inside.prepend(start);
      start.focus();
      last = undefined;
      return controls.length;
    },
    describe(at) {
      const it = controls[at];
      return it ? `${nameOf(it)} <${it.outerHTML.slice(0, 120)}>` : "";
    },
    look() {
      const element = document.activeElement;
      const at = controls.indexOf(element as HTMLElement);
      if (at < 0 || !(element instanceof HTMLElement)) {
        // From a menu Tab goes on into the page; from a dialog it does not.
        const left = inside.matches(":popover-open") && !inside.contains(element);
        // Some browsers stop at a dialog itself when they come round: it has a name, and can be scrolled.
        const around = [document.body, inside, start, null].includes(element as HTMLElement | null);
        const stranger = !around && !left && element;
        if (stranger) throw new Error(`the focus is at ${element.outerHTML.slice(0, 200)}`);
        return { at: -1, name: "" };
      }
      last = { element, looks: looksOf(element) };
      return { at, name: nameOf(element) };
    },
    hadRing: () => last !== undefined && looksOf(last.element) !== last.looks,
    backwards(order) {
      const found: string[] = [];
      order.forEach((at, index) => {
        const [before, here] = [places[order[index - 1] ?? -1], places[at]];
        if (!before || !here) return;
        const sameRow = here.top < before.bottom - 1 && here.bottom > before.top + 1;
        const sameColumn = here.left < before.right - 1 && here.right > before.left + 1;
        const isBefore =
          (sameRow && here.right <= before.left + 1) ||
          (sameColumn && here.bottom <= before.top + 1);
        if (isBefore)
          found.push(`${this.describe(at)} after ${this.describe(order[index - 1] ?? -1)}`);
      });
      return found;
    },
    end() {
      start?.remove();
    },
  };
}
