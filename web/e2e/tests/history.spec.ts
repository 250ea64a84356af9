import { expect, type Page } from "@playwright/test";
import { lastCall } from "../support/calls.ts";
import { Office } from "../support/office.ts";
import { signIn, Visitors } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

const shortest = 10;
const ADA = "ada@drei.example";
const NORA = "nora@drei.example";

/** Calls of every outcome, both ways, in a log of their own. */
async function everyOutcome(server: Server): Promise<void> {
  const ada = await Office.signIn(server, ADA);
  const nora = await Office.signIn(server, NORA);
  const [adasId, norasId] = [await ada.ownId(), await nora.ownId()];
  for (const [caller, callee, id] of [
    [ada, nora, norasId],
    [nora, ada, adasId],
  ] as const) {
    const talked = await caller.ringUp(id);
    await callee.handle(talked, "accept");
    await caller.handle(talked, "end");
    await callee.handle(await caller.ringUp(id), "decline");
    await caller.handle(await caller.ringUp(id), "cancel");
    await callee.doNotDisturb(true);
    await caller.ringUp(id);
    await callee.doNotDisturb(false);
    await ada.ring(shortest, false);
    const unanswered = await caller.ringUp(id);
    await expect.poll(() => caller.endOf(unanswered)).toBe("no-answer");
    await ada.ring(120, false);
  }
  await ada.ringUp(norasId);
  await server.kill();
  await server.start();
  await nora.ringUp(adasId);
  await server.kill();
  await server.start();
}

const rows = (page: Page) => page.getByRole("main").getByRole("listitem");

/** How the calls shown ended and which way they went, each once. */
async function shows(page: Page, wanted: string[]) {
  const seen = async () =>
    (await rows(page).locator(".who").allInnerTexts())
      .map((row) => row.split("\n").slice(1).join(" "))
      .filter((word, at, all) => all.indexOf(word) === at)
      .toSorted();
  await expect.poll(seen).toEqual(wanted.toSorted());
}

const outcomes = {
  Angenommen: ["Angenommen Eingehend", "Angenommen Ausgehend"],
  Abgelehnt: ["Abgelehnt Eingehend", "Abgelehnt Ausgehend"],
  Besetzt: ["Besetzt Ausgehend"],
  "Keine Antwort": ["Keine Antwort Ausgehend"],
  Abgebrochen: ["Abgebrochen Ausgehend"],
  Fehlgeschlagen: ["Fehlgeschlagen Eingehend", "Fehlgeschlagen Ausgehend"],
};
const all = ["Verpasst Eingehend", ...Object.values(outcomes).flat()];

test("the log is narrowed by outcome, direction, person, length and time, all in its address", async ({
  browser,
}) => {
  test.setTimeout(900_000); // three starts
  const server = await Server.start({ HAUSRUF_SAMPLE: "off" });
  const visitors = new Visitors(browser, server);
  try {
    const office = await Office.setUp(server, "Ada Amt", ADA);
    await office.hire(server, "Nora Neu", NORA);
    await everyOutcome(server);
    const ada = await visitors.page();
    await signIn(ada, server, ADA);
    await lastCall(ada);
    await shows(ada, all);

    for (const [outcome, wanted] of Object.entries(outcomes)) {
      await ada.getByLabel("Ergebnis").selectOption(outcome);
      await shows(ada, wanted);
    }
    await expect(ada).toHaveURL(/\?outcome=failed$/);
    await ada.getByRole("button", { name: "Eingehend" }).click();
    await shows(ada, ["Fehlgeschlagen Eingehend"]);
    await expect(ada).toHaveURL(/\?show=in&outcome=failed$/);
    await ada.getByRole("button", { name: "Verpasst", exact: true }).click();
    await shows(ada, ["Verpasst Eingehend"]);
    await expect(ada).toHaveURL(/\?show=missed$/);

    await ada.goBack();
    await expect(ada).toHaveURL(/\?show=in&outcome=failed$/);
    await shows(ada, ["Fehlgeschlagen Eingehend"]);
    await ada.goBack();
    await expect(ada.getByLabel("Ergebnis")).toHaveValue("failed");
    await shows(ada, outcomes.Fehlgeschlagen);
    await ada.goForward();
    await ada.reload();
    await shows(ada, ["Fehlgeschlagen Eingehend"]);
    await expect(ada.getByRole("button", { name: "Eingehend" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );

    await ada.goto("/portal/office/calls");
    await ada.getByLabel("Person").selectOption("Nora Neu");
    await ada.getByLabel("Zeitraum").selectOption("Letzte 7 Tage");
    await shows(ada, all);
    await expect(ada).toHaveURL(/\?with=[0-9a-f-]{36}&period=week$/);
    const asked = ada.waitForRequest(/\/api\/calls\?.*minSeconds=60/);
    await ada.getByLabel("Dauer").selectOption("Ab 1 Minute");
    await asked;
    await expect(ada.getByText("Kein Anruf passt zu diesen Filtern")).toBeVisible(); // all were short
    await expect(ada).toHaveURL(/&length=minute&period=week$/);
    await ada.reload();
    await expect(ada.getByLabel("Dauer")).toHaveValue("minute");
    await ada.getByRole("button", { name: "Alle Anrufe zeigen" }).click();
    await shows(ada, all);
    await expect(ada).toHaveURL(/\/calls$/);
  } finally {
    await visitors.leave();
    await server.dispose();
  }
});
