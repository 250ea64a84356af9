import { type Page, test as base } from "@playwright/test";
import { type Language, locales } from "./looks.ts";
import { Office } from "./office.ts";
import { Visitors } from "./people.ts";
import { type Media, Server } from "./server.ts";

interface OfTest {
  visitors: Visitors;
  /** Somebody whose browser speaks that language. */
  person: (language: Language) => Promise<Page>;
}

interface OfWorker {
  media: Media;
  server: Server;
}

/** Playwright's test, with a product that all tests of a worker share and visitors who leave it after each. */
export const test = base.extend<OfTest, OfWorker>({
  media: ["embedded", { option: true, scope: "worker" }],
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({}, media);
      // Longer than the half minute that it is without: on a busy machine a test may be slower to answer.
      await (await Office.signIn(server)).ring(120, false);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  visitors: async ({ browser, server }, lend) => {
    const visitors = new Visitors(browser, server);
    await lend(visitors);
    await visitors.leave();
  },
  person: async ({ visitors }, lend) => {
    await lend((language) => visitors.page({ locale: locales[language] }));
  },
});
