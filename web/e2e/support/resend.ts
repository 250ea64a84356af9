import { once } from "node:events";
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** As `POST /emails` has it in Resend's documentation; only what is read here. */
type Email = { id: string; from: string; to: string[]; subject: string; text: string };

/** Resend as far as an office needs it: takes mails from who has the key, and reports what became of them, signed. */
export class Resend {
  readonly key = `re_${randomUUID()}`;
  private readonly webhookKey = randomBytes(24);
  private readonly emails: Email[] = [];
  private readonly byKey = new Map<string, Email>();
  private readonly server = createServer((request, response) => void this.take(request, response));

  static async start(): Promise<Resend> {
    const resend = new Resend();
    resend.server.listen(0, "127.0.0.1");
    await once(resend.server, "listening");
    return resend;
  }

  /** With which the product finds it. */
  get settings() {
    return {
      RESEND_API_KEY: this.key,
      HAUSRUF_RESEND_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      RESEND_WEBHOOK_SECRET: `whsec_${this.webhookKey.toString("base64")}`,
    };
  }

  /** The newest to somebody. */
  to(address: string): Email | undefined {
    return this.emails.findLast(({ to }) => to.includes(address));
  }

  /** Reports that the newest mail to somebody came back; answers with what status the office has taken it. */
  async bounce(origin: string, address: string): Promise<number> {
    const now = new Date();
    const body = JSON.stringify({
      type: "email.bounced",
      created_at: now.toISOString(),
      data: {
        email_id: this.to(address)?.id,
        to: [address],
        bounce: { type: "Permanent", subType: "General", message: "The mailbox does not exist." },
      },
    });
    const id = `msg_${randomUUID()}`;
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const signed = createHmac("sha256", this.webhookKey).update(`${id}.${timestamp}.${body}`);
    const answer = await fetch(`${origin}/api/mail/resend-webhook`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": timestamp,
        "svix-signature": `v1,${signed.digest("base64")}`,
      },
      body,
    });
    return answer.status;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const refuse = (statusCode: number, name: string, message: string) =>
      answer(statusCode, { statusCode, name, message });
    if (request.method !== "POST" || request.url !== "/emails")
      return refuse(404, "not_found", "The requested endpoint does not exist.");
    if (request.headers.authorization !== `Bearer ${this.key}`)
      return refuse(403, "invalid_api_key", "API key is invalid");
    const sameMail = String(request.headers["idempotency-key"]);
    const email = this.byKey.get(sameMail) ?? {
      ...(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Omit<Email, "id">),
      id: randomUUID(),
    };
    if (!this.byKey.has(sameMail)) this.emails.push(email);
    this.byKey.set(sameMail, email);
    return answer(200, { id: email.id });
  }
}
