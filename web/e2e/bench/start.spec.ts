import { expect, test } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Packaged } from "../support/packaged.ts";
import { freePort } from "../support/ports.ts";
import { circumstances, median, memoryMb, Table, writeJson } from "./figures.ts";

const SECOND_STARTS = 7;

interface Start {
  seconds: number;
  megabytes: number;
}

test("first and second starts of the packed file", async () => {
  const table = new Table("Start of the packed file", "start.md");
  const place = await mkdtemp(join(tmpdir(), "hausruf-start-"));
  const http = `127.0.0.1:${await freePort()}`;
  const load = loadavg()[0] ?? Number.NaN;
  try {
    const first = await measured(place, http);
    const second: Start[] = [];
    for (let run = 0; run < SECOND_STARTS; run++) second.push(await measured(place, http));

    const seconds = second.map((one) => one.seconds);
    const megabytes = second.map((one) => one.megabytes);
    table.add("load of the machine before, over a minute", load.toFixed(1), "0");
    table.add(
      "first start: unpacks itself and the database, makes its archive of classes",
      `${first.seconds.toFixed(1)} s, ${first.megabytes.toFixed(0)} MB`,
      "none",
    );
    table.add(
      `second start to ready, median of ${SECOND_STARTS}`,
      `${median(seconds).toFixed(1)} s (${each(seconds, 1)})`,
      "≤ 3 s",
    );
    table.add(
      "memory of process and database then",
      `${median(megabytes).toFixed(0)} MB (${each(megabytes, 0)})`,
      "none",
    );
    table.write();
    writeJson("start.json", { circumstances: circumstances(), load, first, second });
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

/** From the start of `java` until `/readyz` answers 200; then it is stopped. */
async function measured(place: string, http: string): Promise<Start> {
  const began = performance.now();
  const program = new Packaged(place, http);
  let ended = false;
  program.ready.catch(() => (ended = true));
  try {
    while (!(await answers(`http://${http}/readyz`))) {
      if (ended) await program.ready; // says what it said
      await new Promise((again) => setTimeout(again, 20));
    }
    const start = {
      seconds: (performance.now() - began) / 1000,
      megabytes: memoryMb(program.pid),
    };
    await program.ready;
    expect(await program.stop()).toEqual([143, null]);
    return start;
  } finally {
    await program.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => undefined))?.ok ?? false;
}

function each(values: number[], digits: number): string {
  return values.map((value) => value.toFixed(digits)).join(", ");
}
