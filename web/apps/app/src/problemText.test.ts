import { readFileSync } from "node:fs";
import { join } from "node:path";
import { problemOf, videoCalls } from "@hausruf/api";
import { catalogue } from "@hausruf/i18n";
import { describe, expect, it } from "vitest";
import { refusal, serve } from "./testing/serve.ts";

/** No page of ours can cause them, or there is nothing to tell: the text of the unexpected is theirs. */
const unexpected = new Set([
  "internal",
  "method-not-allowed",
  "not-acceptable",
  "unsupported-media-type",
  "webhook-refused",
  "mail-report-refused",
  "mail-not-yet-known",
]);

const problems = "../../../../server/src/main/java/org/hausruf/server/problem";
const serverCodes = readFileSync(join(import.meta.dirname, problems, "ProblemCode.java"), "utf8");

/** The server's own list: every kind of refusal with its status. */
const codes = [...serverCodes.matchAll(/^ {4}([A-Z_]+)\(\s*(\d{3}),/gm)].map(
  ([, name = "", status]) => ({
    code: name.toLowerCase().replaceAll("_", "-"),
    status: Number(status),
  }),
);

describe("a refusal of the server", () => {
  it("is of one of many kinds", () => {
    expect(codes.length).toBeGreaterThan(20);
  });

  it("is unexpected only if the server has it", () => {
    expect(codes.map(({ code }) => code)).toEqual(expect.arrayContaining([...unexpected]));
  });

  it.each(codes)("by the code $code is known and has a text", async ({ code, status }) => {
    serve({ "GET /api/video-calls/c1": () => refusal(status, code) });

    const problem = problemOf(await videoCalls.one("c1").catch((error: unknown) => error));

    const untold = status === 503 ? "unavailable" : "unexpected";
    const known = unexpected.has(code) ? untold : code;
    expect(problem.code).toBe(known);
    const key = code === "too-many-requests" ? `${code}_other` : known;
    expect(catalogue.de["problem"]).toHaveProperty(key);
    expect(catalogue.en["problem"]).toHaveProperty(key);
  });
});
