import { afterEach, describe, expect, it, vi } from "vitest";
import { onLanguage, switchLanguage, translate } from "./i18n.ts";

afterEach(() => switchLanguage("de"));

describe("a text", () => {
  it("has its gaps filled as they are, and none is left open", () => {
    expect(translate("videocalls.openCallNamed", { title: "<b>&" })).toBe("Öffnen: <b>&");
    expect(translate("videocalls.openCallNamed")).toBe("Öffnen: ");
  });

  it.each([
    [0, "niemand", "nobody"],
    [1, "1 Person", "1 person"],
    [2, "2 Personen", "2 people"],
  ])("of %d has the form for so many", (count, german, english) => {
    expect(translate("videocalls.people", { count })).toBe(german);
    switchLanguage("en");
    expect(translate("videocalls.people", { count })).toBe(english);
  });

  it("without a form for none takes that for many, and without forms is what it is", () => {
    expect(translate("problem.too-many-minutes", { count: 0 })).not.toContain("problem.");
    expect(translate("videocalls.titleRefused", { count: 120 })).toContain("120 Zeichen");
  });
});

describe("another language", () => {
  it("is told to whoever listens, and is the document's", () => {
    const hear = vi.fn<() => void>();
    const stop = onLanguage(hear);
    switchLanguage("en");
    expect(document.documentElement.lang).toBe("en");
    stop();
    switchLanguage("de");
    expect(hear).toHaveBeenCalledTimes(1);
    expect(document.documentElement.lang).toBe("de");
  });
});
