import { expect } from "@playwright/test";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";

/** A mail that came, as it came. */
export type Received = { to: string; raw: string };

/** What a calendar is told, unfolded. */
export interface Entry {
  method: string;
  sequence: number;
  /** `20261121T130000Z` */
  start: string;
  status: string;
  text: string;
}

/** As much of a mail server (RFC 5321) as takes mails, and refuses those to some. */
export class MailServer {
  readonly received: Received[] = [];
  /** To whom nothing is taken. */
  readonly refused = new Set<string>();
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => void this.talk(socket));

  static async start(): Promise<MailServer> {
    const mails = new MailServer();
    mails.server.listen(0, "127.0.0.1");
    await once(mails.server, "listening");
    return mails;
  }

  get url() {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The newest to somebody. */
  to(address: string): Received | undefined {
    return this.received.findLast(({ to }) => to === address);
  }

  /** The n-th to somebody, once it is there. */
  async letter(address: string, nth: number): Promise<Received> {
    const found = () => this.received.filter(({ to }) => to === address)[nth];
    await expect.poll(() => found() !== undefined).toBe(true);
    return found() ?? { to: address, raw: "" };
  }

  stop() {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private async talk(socket: Socket) {
    this.sockets.add(socket);
    socket.on("error", () => socket.destroy());
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to = "";
    let body: string[] | null = null;
    say("220 ready");
    for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
      if (body) {
        if (line === ".") {
          this.received.push({ to, raw: body.join("\r\n") });
          body = null;
          say("250 taken");
        } else body.push(line.replace(/^\.\./, "."));
        continue;
      }
      const recipient = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1];
      if (recipient !== undefined) {
        to = recipient;
        say(this.refused.has(to) ? "550 5.1.1 no such user" : "250 fine");
      } else if (line === "DATA") {
        body = [];
        say("354 go on");
      } else if (line === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 fine");
    }
    this.sockets.delete(socket);
  }
}

/** What stands in a mail, without the breaks that its way puts into long lines. */
export const text = ({ raw }: Received) => raw.replace(/=\r\n/g, "").replace(/=3D/g, "=");

/** Of whom it says to be. */
export const from = (mail: Received | undefined) =>
  mail && /^From: (.*)$/m.exec(mail.raw)?.[1]?.trim();

/** The calendar entry among the alternatives of a mail. */
export function entryIn({ raw }: Received): Entry {
  const part =
    /Content-Type: text\/calendar[^]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(raw)?.[1] ?? "";
  const lines = Buffer.from(part, "base64").toString("utf8").replaceAll("\r\n ", "");
  const value = (name: string) => new RegExp(`^${name}:(.*)$`, "m").exec(lines)?.[1]?.trim() ?? "";
  return {
    method: value("METHOD"),
    sequence: Number(value("SEQUENCE")),
    start: value("DTSTART"),
    status: value("STATUS"),
    text: lines,
  };
}

/** The link that is one person's. */
export function linkIn(entry: Entry): string {
  return /^URL:(.*)$/m.exec(entry.text)?.[1]?.trim() ?? "";
}
