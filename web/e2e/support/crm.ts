import { ANNA } from "./calls.ts";
import { Host } from "./host.ts";
import { Office } from "./office.ts";
import { test as base } from "./test.ts";

interface Setup {
  office: Office;
  /** Starts an example page with a key of Anna's office, allowed or not. */
  host: (example: string, allowed?: boolean) => Promise<Host>;
}

/** With pages of another origin, from which Anna's office is called. */
export const test = base.extend<Setup>({
  office: async ({ server }, lend) => {
    const office = await Office.signIn(server, ANNA);
    await lend(office);
    await office.allowOrigins([]);
    await office.revokeKeys();
  },
  host: async ({ server, office }, lend) => {
    const hosts: Host[] = [];
    await lend(async (example, allowed = true) => {
      const host = await Host.start(example, server, await office.makeKey());
      hosts.push(host);
      if (allowed) await office.allowOrigins([host.origin]);
      return host;
    });
    for (const host of hosts) await host.stop();
  },
});
