import { expect, type Page } from "@playwright/test";
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { looksGood } from "../support/looks.ts";
import { signIn } from "../support/people.ts";
import { Server } from "../support/server.ts";
import { test as base } from "../support/test.ts";

/** An office of its own; keys of issuers may be on this machine. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({ media }, lend) => {
      const server = await Server.start({ HAUSRUF_OUTBOUND_ALLOWED: "127.0.0.1" }, media);
      await lend(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});
test.setTimeout(600_000); // pictures, and axe at each of them

const issuer = "https://id.sot.example/auth/v1";
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a portal's sign-in gives its page for that person. */
function tokenFor(email: string, key: KeyObject): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: "authenticated", sub: email, email, iat, exp: iat + 3600 };
  const signed = `${part({ alg: "RS256", kid: "one", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** What a portal is answered that starts a call with it. */
async function started(server: Server, token: string) {
  const answer = await fetch(`${server.origin}/functions/v1/sot-videocall-create`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ title: "Aus dem Portal" }),
  });
  return answer.status;
}

test("an admin has the office trust a portal's sign-in, whose tokens then start calls", async ({
  visitors,
  server,
}) => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one" }] }),
    );
  });
  keys.listen(0, "127.0.0.1");
  await once(keys, "listening");
  const { port } = keys.address() as AddressInfo;
  const bens = tokenFor("ben@sot.example", privateKey);
  expect(await started(server, bens)).toBe(401);

  const anna = await visitors.page();
  await signIn(anna, server);
  await anna.goto("/portal/office/settings/identity");
  await expect(anna.getByText("Noch keiner.")).toBeVisible();
  await looksGood(anna, "settings-identity", "de");
  await button(anna, "Aussteller hinzufügen").click();
  const dialog = anna.getByRole("dialog", { name: "Aussteller hinzufügen" });
  await expect(dialog.getByLabel("Aussteller (iss)")).toBeFocused();
  await dialog.getByLabel("Aussteller (iss)").fill(issuer);
  await dialog.getByLabel("Zielgruppe (aud)").fill("authenticated");
  await dialog.getByLabel("Adresse der Schlüssel").fill("http://10.0.0.1/jwks");
  await dialog.getByLabel("Der Aussteller hat jede E-Mail-Adresse geprüft").check();
  await button(anna, "Hinzufügen").click();
  await expect(dialog.getByText("Diese Adresse ist nicht erlaubt.")).toBeVisible();
  await looksGood(anna, "settings-identity-refused", "de");
  await dialog.getByLabel("Adresse der Schlüssel").fill(`http://127.0.0.1:${port}/jwks`);
  await button(anna, "Hinzufügen").click();
  await expect(dialog).toHaveCount(0);
  await expect(anna.getByText(`Schlüssel von 127.0.0.1:${port}`)).toBeVisible();
  await looksGood(anna, "settings-identity-one", "de");

  expect(await started(server, bens)).toBe(200);
  const forged = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  expect(await started(server, tokenFor("anna@sot.example", forged))).toBe(401);
  const ben = await visitors.page({ locale: "en-GB" });
  await signIn(ben, server, "ben@sot.example");
  await expect(ben.getByText("Aus dem Portal").first()).toBeVisible();

  const english = await visitors.page({ locale: "en-GB" });
  await signIn(english, server);
  await english.goto("/portal/office/settings/identity");
  await expect(english.getByText(`Keys from 127.0.0.1:${port}`)).toBeVisible();
  await looksGood(english, "settings-identity-one", "en");
  await button(english, "Add an issuer").click();
  await looksGood(english, "settings-identity-add", "en");

  await button(anna, `${issuer} entfernen`).click();
  await anna.getByRole("alertdialog").getByRole("button", { name: "Entfernen" }).click();
  await expect(anna.getByText("Noch keiner.")).toBeVisible();
  expect(await started(server, bens)).toBe(401);
  keys.close();
});
