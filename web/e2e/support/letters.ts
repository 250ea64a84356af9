import { expect, type Page } from "@playwright/test";
import PostalMime, { type Email } from "postal-mime";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MailServer } from "./mailServer.ts";

const office = fileURLToPath(new URL("../../../office/src/main", import.meta.url));
const templates = join(office, "resources/org/hausruf/office/mail");
const sources = join(office, "java/org/hausruf/office/mail");

/** The newest to somebody with that subject, or one that begins so, once it is there, as a mail reader takes it apart. */
export async function letter(mails: MailServer, to: string, subject: string): Promise<Email> {
  let found: Email | undefined;
  const look = async () => {
    for (const { raw } of mails.received.filter((mail) => mail.to === to)) {
      const read = await PostalMime.parse(raw);
      if (read.subject?.startsWith(subject)) found = read;
    }
    return found !== undefined;
  };
  await expect.poll(look, { message: `"${subject}" to ${to}`, timeout: 240_000 }).toBe(true);
  return found ?? { headers: [], headerLines: [], attachments: [] };
}

/** As a mail reader draws it: in its own frame, with the pictures that came along. @returns what it asked others for */
export async function draw(page: Page, mail: Email): Promise<string[]> {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(withPictures(mail), { waitUntil: "load" });
  await page.evaluate(() => {
    const frame = document.createElement("main");
    frame.append(...document.body.childNodes);
    document.body.append(frame);
  });
  for (const picture of await page.locator("img").all())
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
  return asked.filter((url) => !url.startsWith("data:"));
}

function withPictures({ html = "", attachments }: Email): string {
  return html.replaceAll(/cid:([\w.@-]+)/g, (link, id: string) => {
    const picture = attachments.find(({ contentId }) => contentId === `<${id}>`);
    if (!picture) return link;
    const bytes = Buffer.from(picture.content as ArrayBuffer).toString("base64");
    return `data:${picture.mimeType};base64,${bytes}`;
  });
}

/** What the product makes mails of. */
export const templateNames = () => readdirSync(templates).filter((name) => name.endsWith(".html"));

/** Whether all of it is there that is in every mail of that template, in that order. */
export function isMadeOf(template: string, { html = "" }: Email): boolean {
  const always = readFileSync(join(templates, template), "utf8")
    .replaceAll(/\{\{[#^](\w+)\}\}.*?\{\{\/\1\}\}/gs, "{{part}}")
    .split(/\{\{\w+\}\}/)
    .map(squeezed);
  let from = 0;
  return always.every((piece) => {
    const at = squeezed(html).indexOf(piece, from);
    from = at + piece.length;
    return at >= 0;
  });
}

const squeezed = (text: string) => text.replaceAll(/\s+/g, "");

/** What an enum of the mails knows: one more there is one more mail to be looked at. */
export function constantsOf(file: string, name: string): string[] {
  const source = readFileSync(join(sources, `${file}.java`), "utf8");
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(source)?.[1] ?? "";
  return [...body.matchAll(/^\s*([A-Z_]+)[,;]?\s*$/gm)].map(([, constant = ""]) => constant);
}
