import { expect } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Packaged } from "../support/packaged.ts";
import { freePort } from "../support/ports.ts";
import { test } from "../support/test.ts";

test("the one file that is packed starts by itself, and makes its archive once", async ({
  visitors,
}) => {
  test.setTimeout(900_000); // three starts of everything
  const place = await mkdtemp(join(tmpdir(), "hausruf-packaged-"));
  const http = `127.0.0.1:${await freePort()}`;
  const running: Packaged[] = [];
  const start = async () => {
    const program = new Packaged(place, http);
    running.push(program);
    await program.ready;
    return program;
  };
  try {
    const first = await start();
    expect(first.lines).toContain("hausruf: making the next starts faster");
    const page = await visitors.page();
    await page.goto(first.setUpLink);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await first.stop()).toEqual([143, null]);

    const second = await start();
    expect(second.lines).not.toContain("hausruf: making the next starts faster");
    expect(second.setUpLink).not.toBe(first.setUpLink);
    expect(await second.stop()).toEqual([143, null]);
  } finally {
    await Promise.all(running.map((program) => program.end()));
    await rm(place, { recursive: true, force: true });
  }
});
