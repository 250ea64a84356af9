import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

const html = "text/html; charset=utf-8";
const page = `<!doctype html><html lang="de"><title>Firmenkonto</title><form method="post">
<label>Adresse <input name="email"></label><button>Weiter</button>
<button name="cancel" value="yes">Abbrechen</button></form></html>`;

/** A company's sign-in service: a certified OpenID provider, which believes everybody who they say they are. */
export class IdentityProvider {
  static readonly client = { id: "hausruf", secret: "a secret of the office & its provider" };
  readonly issuer: string;
  private readonly server: Server;

  private constructor(server: Server, issuer: string) {
    this.server = server;
    this.issuer = issuer;
  }

  static async start(redirectUri: string): Promise<IdentityProvider> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, configuration(redirectUri));
    // Its page says no more than "oops": what it was belongs into this test's output.
    provider.on("server_error", (_, error) => console.error(error));
    const flow = provider.callback();
    server.on("request", (request, response) => {
      const answered = request.url?.startsWith("/interaction/")
        ? interact(provider, request, response)
        : flow(request, response);
      answered.catch(() => response.destroy());
    });
    return new IdentityProvider(server, issuer);
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function configuration(redirectUri: string) {
  const { id, secret } = IdentityProvider.client;
  return {
    clients: [{ client_id: id, client_secret: secret, redirect_uris: [redirectUri] }],
    cookies: { keys: ["of this test alone"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, email: string) => ({
      accountId: email,
      claims: () => ({ sub: email, email, email_verified: true, name: email }),
    }),
  };
}

/** Asks who somebody is, and takes their word. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.setHeader("content-type", html);
    response.end(page);
    return;
  }
  let body = "";
  for await (const part of request) body += String(part);
  const form = new URLSearchParams(body);
  const accountId = form.get("email") ?? "";
  if (form.has("cancel")) {
    await provider.interactionFinished(request, response, { error: "access_denied" });
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope("openid email profile");
  const result = { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}
