import { vi } from "vitest";

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
type Asked = { headers: Headers; body: unknown; query: URLSearchParams };
type Handlers = Record<string, (asked: Asked) => Answer | Promise<Answer>>;

/** Plays the server for one test: handlers by "METHOD /path"; what has none is a 404. Handlers may be exchanged later. */
export function serve(handlers: Handlers): Handlers {
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(path, "http://test.example");
    const handler = handlers[`${init.method ?? "GET"} ${pathname}`];
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const asked = { headers: new Headers(init.headers), body, query: searchParams };
    const answer = handler ? await handler(asked) : refusal(404, "not-found");
    const { status = 200, headers = {} } = answer;
    const text = answer.body === undefined ? null : JSON.stringify(answer.body);
    return new Response(text, { status, headers });
  });
  return handlers;
}

export function refusal(status: number, code: string, more: object = {}): Answer {
  return { status, body: { type: `/problems/${code}`, title: code, status, code, ...more } };
}
