import { expect } from "@playwright/test";
import { MailServer, text } from "./mailServer.ts";
import { Visitors } from "./people.ts";
import { Server } from "./server.ts";
import { test } from "./test.ts";

/** An installation that really sends, to a mail server of the test's own: one for all tests of a file. */
export interface MailOffice {
  readonly mails: MailServer;
  readonly server: Server;
  /** Of the test that runs. */
  readonly visitors: Visitors;
  /** To that page of the portal, in the newest mail to somebody, once it is there. */
  linkTo(email: string, page: string): Promise<string>;
}

/** To be called where a file begins: starts it before the file's first test and ends it after the last. */
export function mailOffice(): MailOffice {
  let mails: MailServer;
  let server: Server;
  let visitors: Visitors;
  test.setTimeout(600_000); // pictures, and axe at each of them
  test.beforeAll(async () => {
    test.setTimeout(600_000); // its start, which may be beside a call
    mails = await MailServer.start();
    server = await Server.start({ HAUSRUF_SMTP_URL: mails.url });
  });
  test.afterAll(async () => {
    await server.dispose();
    mails.stop();
  });
  test.beforeEach(({ browser }) => {
    visitors = new Visitors(browser, server);
  });
  test.afterEach(() => visitors.leave());
  return {
    get mails() {
      return mails;
    },
    get server() {
      return server;
    },
    get visitors() {
      return visitors;
    },
    async linkTo(email, page) {
      const pattern = new RegExp(`/portal/${page}#[0-9a-f-]{36}\\.[0-9a-f]{64}`);
      const found = () => {
        const mail = mails.to(email);
        return (mail && pattern.exec(text(mail))?.[0]) ?? "";
      };
      await expect.poll(found).not.toBe("");
      return found();
    },
  };
}
