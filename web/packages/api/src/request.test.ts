import { afterEach, describe, expect, it, vi } from "vitest";
import { problemOf, type Problem } from "./problem.ts";
import { currentSession, signIn } from "./session.ts";
import { videoCalls } from "./videoCalls.ts";

function answer(status: number, body: string, headers: Record<string, string> = {}) {
  const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(
    async () => new Response(body, { status, headers }),
  );
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

async function problemIn(work: Promise<unknown>): Promise<Problem> {
  return work.then(() => expect.fail("was not refused"), problemOf);
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a refused request", () => {
  it("names the field and what is allowed", async () => {
    const errors = [{ field: "title", message: "too long", allowed: "up to 120 characters" }];
    answer(400, JSON.stringify({ code: "invalid", errors }));
    expect(await problemIn(videoCalls.create({ title: "x" }))).toEqual({ code: "invalid", errors });
  });

  it("says how long to wait, from the document or else the header", async () => {
    answer(429, JSON.stringify({ code: "too-many-requests", retryAfterSeconds: 12.2 }));
    expect(await problemIn(videoCalls.one("1"))).toMatchObject({ retryAfterSeconds: 13 });
    answer(429, JSON.stringify({ code: "too-many-requests" }), { "Retry-After": "7" });
    expect(await problemIn(videoCalls.one("1"))).toMatchObject({ retryAfterSeconds: 7 });
  });

  it("keeps what an invite's holder is told", async () => {
    answer(410, JSON.stringify({ code: "invite-expired", hostName: "Anna Berger" }));
    expect(await problemIn(videoCalls.one("1"))).toMatchObject({ hostName: "Anna Berger" });
  });

  it.each([
    [503, "<html>bad gateway</html>", { code: "unavailable" }],
    [502, "<html>bad gateway</html>", { code: "unexpected", status: 502 }],
    [500, '"text"', { code: "unexpected", status: 500 }],
    [400, '{"code":"never-heard-of"}', { code: "unexpected", status: 400 }],
    [400, '{"code":"invalid"}', { code: "invalid", errors: [] }],
  ])("is understood even as %i %s", async (status, body, problem) => {
    answer(status, body);
    expect(await problemIn(videoCalls.one("1"))).toEqual(problem);
  });

  it("is told apart from no answer at all", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    expect(await problemIn(videoCalls.one("1"))).toEqual({ code: "unreachable" });
  });

  it("comes in time or not at all, also in the middle of an answer", async () => {
    const over = new AbortController();
    vi.spyOn(AbortSignal, "timeout").mockReturnValue(over.signal);
    vi.stubGlobal("fetch", async (_path: string, { signal }: RequestInit) => {
      const body = new ReadableStream({
        start: (stream) => signal?.addEventListener("abort", () => stream.error(signal.reason)),
      });
      setTimeout(() => over.abort());
      return new Response(body);
    });
    expect(await problemIn(videoCalls.one("1"))).toEqual({ code: "unreachable" });
  });
});

describe("a request", () => {
  it("proves where it comes from once signed in, when it changes something", async () => {
    answer(200, JSON.stringify({ csrfToken: "secret" }));
    await signIn("anna@sot.example", "x");
    const fetch = answer(200, "{}");
    await videoCalls.create({ title: "x" });
    await videoCalls.one("1");
    const headers = fetch.mock.calls.map(([, init]) => new Headers(init.headers));
    expect(headers.map((sent) => sent.get("X-CSRF-Token"))).toEqual(["secret", null]);
  });

  it("cannot leave its path, whatever an id holds", async () => {
    const fetch = answer(200, "{}");
    await videoCalls.one("../session?x=1");
    expect(fetch.mock.calls[0]?.[0]).toBe("/api/video-calls/..%2Fsession%3Fx%3D1");
  });
});

describe("the session", () => {
  it("is null for nobody, and unknown without an answer", async () => {
    answer(401, JSON.stringify({ code: "not-signed-in" }));
    expect(await currentSession()).toBeNull();
    answer(503, "");
    expect(await problemIn(currentSession())).toEqual({ code: "unavailable" });
  });
});
