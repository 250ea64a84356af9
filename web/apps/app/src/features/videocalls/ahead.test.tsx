import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runInThisContext } from "node:vm";
import { screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, videoCall } from "../../testing/samples.ts";
import { serve } from "../../testing/serve.ts";

const script = readFileSync(resolve("apps/app/public/early.js"), "utf8");
const overview = "/portal/office/videocalls";

afterEach(() => {
  vi.unstubAllGlobals();
  history.replaceState(null, "", "/");
  delete window.hausrufAhead;
});

it("takes every answer that was asked for ahead", async () => {
  serve({
    "GET /api/session": () => ({ body: anna }),
    "GET /api/video-calls": ({ query }) => ({
      body: { items: [videoCall(query.get("state") ?? "")], nextCursor: null },
    }),
  });
  history.replaceState(null, "", overview);
  runInThisContext(script);
  await vi.waitFor(() => expect(window.hausrufAhead?.size).toBe(3));
  openPage(overview);
  await screen.findAllByText("unplanned");
  await screen.findAllByText("past");
  expect([...(window.hausrufAhead?.keys() ?? [])]).toEqual([]);
});
