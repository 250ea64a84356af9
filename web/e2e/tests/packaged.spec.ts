import { expect } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/ports.ts";
import { test } from "../support/test.ts";

const jar = join(dirname(fileURLToPath(import.meta.url)), "../../../dist/hausruf.jar");
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

test("the one file that is packed starts by itself, and makes its archive once", async ({
  visitors,
}) => {
  test.setTimeout(900_000); // three starts of everything
  const place = await mkdtemp(join(tmpdir(), "hausruf-packaged-"));
  const http = `127.0.0.1:${await freePort()}`;
  try {
    const first = await start(place, http);
    expect(first.lines).toContain("hausruf: making the next starts faster");
    const page = await visitors.page();
    await page.goto(first.setUpLink);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await first.stop()).toEqual([143, null]);

    const second = await start(place, http);
    expect(second.lines).not.toContain("hausruf: making the next starts faster");
    expect(await second.stop()).toEqual([143, null]);
  } finally {
    await Promise.all(running.map(ended));
    await rm(place, { recursive: true, force: true });
  }
});

const running: ChildProcess[] = [];

/** Whatever went wrong, nothing of it goes on. */
async function ended(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** Until it says that it is ready. */
async function start(place: string, http: string) {
  const child = spawn(java, ["-jar", jar], {
    cwd: place,
    env: {
      ...process.env,
      CACHE_DIRECTORY: join(place, "cache"),
      HAUSRUF_DATA: join(place, "data"),
      HAUSRUF_HTTP: http,
      HAUSRUF_ORIGIN: `http://${http}`,
      HAUSRUF_UDP: "127.0.0.1:0",
      HAUSRUF_SAMPLE: "off",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  await new Promise<void>((ready, failed) => {
    createInterface({ input: child.stdout })
      .on("line", (line) => {
        lines.push(line);
        if (line.startsWith("ready after")) ready();
      })
      .on("close", () => failed(new Error(`it ended before it was ready:\n${lines.join("\n")}`)));
  });
  const link = lines.map((line) => /no office yet: .* at (\S+)/.exec(line)?.[1]).find(Boolean);
  if (!link) throw new Error(`no link to the first office:\n${lines.join("\n")}`);
  return {
    lines,
    setUpLink: link,
    stop: async () => {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      return await exit;
    },
  };
}
