import { describe, expect, it } from "vitest";
import { keepOnly, listen, nobody, pin, takeoverAt } from "./speakerView.ts";

const annaSpeaks = listen(nobody, ["anna"], 0);

describe("the speaker view", () => {
  it("shows the first voice at once", () => {
    expect(annaSpeaks.lead).toBe("anna");
  });

  it("lets somebody new take over after two seconds of speech, not before", () => {
    const ben = listen(annaSpeaks, ["ben"], 1_000);

    expect(takeoverAt(ben)).toBe(3_000);
    expect(listen(ben, ["ben"], 2_999).lead).toBe("anna");
    expect(listen(ben, ["ben"], 3_000).lead).toBe("ben");
  });

  it("ignores a cough", () => {
    const cough = listen(annaSpeaks, ["ben"], 1_000);
    const anna = listen(cough, ["anna"], 1_400);

    expect(listen(anna, ["ben"], 9_000).lead).toBe("anna");
    expect(takeoverAt(listen(anna, ["ben"], 9_000))).toBe(11_000);
  });

  it("does not start anew after a pause, and does not count it", () => {
    const ben = listen(annaSpeaks, ["ben"], 0);
    const silence = listen(ben, [], 1_500);
    const again = listen(silence, ["ben"], 60_000);

    expect(takeoverAt(silence)).toBeNull();
    expect(takeoverAt(again)).toBe(60_500);
  });

  it("does not flicker between two who talk at once", () => {
    let view = annaSpeaks;
    for (let now = 0; now < 10_000; now += 400)
      view = listen(view, now % 800 ? ["ben", "anna"] : ["anna", "ben"], now);

    expect(view.lead).toBe("anna");
  });

  it("goes straight to a third person when the second was due meanwhile", () => {
    const ben = listen(annaSpeaks, ["ben"], 0);
    const carla = listen(ben, ["carla"], 5_000);

    expect(carla.lead).toBe("ben");
    expect(takeoverAt(carla)).toBe(7_000);
  });

  it("pins and unpins by the same click", () => {
    expect(pin(annaSpeaks, "ben").pinned).toBe("ben");
    expect(pin(pin(annaSpeaks, "ben"), "ben").pinned).toBeNull();
  });

  it("forgets who left", () => {
    const view = pin(listen(annaSpeaks, ["ben"], 0), "ben");

    expect(keepOnly(view, ["carla"])).toEqual(nobody);
  });
});
