import { askedAhead } from "./ahead.ts";
import { ApiError, readProblem } from "./problem.ts";

/** Longer than the server takes for the slowest answer; a line that brings nothing for so long brings nothing more. */
const answerMs = 60_000;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Proof that an unsafe request comes from this page and not from a foreign one with our cookie. */
let csrfToken: string | null = null;

export function rememberCsrfToken(token: string | null) {
  csrfToken = token;
}

/** @param body a file, or what becomes JSON
 * @throws ApiError for every refusal and when no answer comes */
export async function request<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body);
  if (!response.ok) throw new ApiError(await readProblem(response));
  // The one place where JSON becomes a type: the server's answers are tested against the contract there.
  const text = await response.text().catch(noAnswer);
  return (text ? JSON.parse(text) : undefined) as T;
}

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const isFile = body instanceof Blob;
  if (body !== undefined)
    headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
  if (method !== "GET" && csrfToken) headers["X-CSRF-Token"] = csrfToken;
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  init.signal = AbortSignal.timeout(answerMs);
  if (body !== undefined) init.body = isFile ? body : JSON.stringify(body);
  return ((method === "GET" && askedAhead(path)) || fetch(path, init)).catch(noAnswer);
}

function noAnswer(): never {
  throw new ApiError({ code: "unreachable" });
}
