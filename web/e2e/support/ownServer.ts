import { Server } from "./server.ts";
import { test as base } from "./test.ts";

/** With another server than most files' tests share: for deeds that those would feel, or that are counted. */
export const test = base.extend<object, { server: Server }>({
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({}, media);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});
