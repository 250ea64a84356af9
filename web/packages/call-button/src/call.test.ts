import { afterEach, describe, expect, it, vi } from "vitest";
import { troubleOf } from "./call.ts";

afterEach(() => vi.unstubAllGlobals());

describe("why there is no line", () => {
  it.each(["not-signed-in", "token-refused", "origin-not-allowed"])(
    "is known when it was said: %s",
    async (code) => {
      vi.stubGlobal("fetch", () => Promise.reject(new Error("asked")));
      expect(await troubleOf("https://office.example", code)).toBe(code);
    },
  );

  it.each([
    [{ allowed: false }, "origin-not-allowed"],
    [{ allowed: true }, "unreachable"],
    ["nonsense", "unreachable"],
    [null, "unreachable"],
  ])("else the server is asked: %j", async (answer, trouble) => {
    const asked: unknown[] = [];
    vi.stubGlobal("fetch", async (...question: unknown[]) => {
      asked.push(question);
      return Response.json(answer);
    });
    expect(await troubleOf("https://office.example", "unreachable")).toBe(trouble);
    expect(asked).toEqual([["https://office.example/embed/origin", { credentials: "omit" }]]);
  });

  it("is that there is no server, if it does not answer", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    expect(await troubleOf("https://office.example", "unavailable")).toBe("unreachable");
  });
});
