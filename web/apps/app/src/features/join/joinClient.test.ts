import { beforeEach, describe, expect, it } from "vitest";
import { guestEntry, invitePreview } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";
import { remembered, takeToken } from "./inviteLink.ts";
import { JoinClient } from "./joinClient.ts";

const at = (rest: string) => `POST /api/invites/i1/${rest}`;
const page = "/portal/office/videocalls/join/i1";
const unknown = () => refusal(404, "invite-unknown");
const used = () => refusal(409, "invite-used", { hostName: "Anna Berger" });

async function opened(search: string) {
  history.replaceState(null, "", page + search);
  takeToken("i1");
  const client = new JoinClient("i1");
  await client.open();
  return client;
}

async function renewed() {
  const server = serve({
    [at("preview")]: () => refusal(410, "invite-expired"),
    [at("new-link")]: () => ({ status: 202 }),
  });
  await (await opened("?t=0123456789abcdef")).askForNewLink();
  server[at("preview")] = unknown;
  server[at("rejoin")] = unknown;
  sessionStorage.clear(); // the mail opens another tab
  return server;
}

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe("opening a link", () => {
  it("leaves out what was copied along with it", () => {
    const token = "0a".repeat(32);
    for (const around of [`${token}.`, `${token}>`, `%20${token}`]) {
      history.replaceState(null, "", `${page}?t=${around}`);
      takeToken("i1");
      expect(remembered("i1").token).toBe(token);
    }
  });

  it("takes the token out of the address before anything else, and only looks", async () => {
    const asked: string[] = [];
    serve({
      [at("preview")]: () => {
        asked.push("preview");
        return { body: invitePreview };
      },
      [at("claim")]: () => {
        asked.push("claim");
        return { body: guestEntry };
      },
    });

    const client = await opened("?t=secret");

    expect(location.href).not.toContain("secret");
    expect(client.state().phase).toBe("invited");
    expect(asked).toEqual(["preview"]);
  });

  it("leads straight back into the room after a reload", async () => {
    serve({ [at("rejoin")]: () => ({ body: guestEntry }) });

    const client = await opened("");

    expect(client.state()).toEqual({ phase: "inside", entry: guestEntry });
  });

  it("leads back in when the used link was used in this browser", async () => {
    serve({ [at("preview")]: used, [at("rejoin")]: () => ({ body: guestEntry }) });

    expect((await opened("?t=secret")).state().phase).toBe("inside");
  });

  it("says used, with the host's name, to anybody else", async () => {
    serve({ [at("preview")]: used, [at("rejoin")]: unknown });

    expect((await opened("?t=secret")).state()).toMatchObject({
      phase: "refused",
      refusal: { kind: "used", told: { hostName: "Anna Berger" } },
    });
  });

  it.each([
    () => refusal(429, "too-many-requests", { retryAfterSeconds: 3 }),
    () => refusal(503, "unavailable"),
    () => refusal(503, "media-server-unreachable"),
  ])("turns nobody away as long as it is unknown who used it", async (busy) => {
    serve({ [at("preview")]: used, [at("rejoin")]: busy });

    expect((await opened("?t=secret")).state().phase).toBe("unreachable");
  });

  it("waits at the door for somebody who left by choice and reloads", async () => {
    serve({ [at("rejoin")]: () => ({ body: guestEntry }) });
    const client = await opened("");
    client.inside(false);

    const reloaded = await opened("");
    expect(reloaded.state().phase).toBe("left");

    await reloaded.enterAgain();
    expect(reloaded.state().phase).toBe("inside");
  });
});

describe("joining", () => {
  it("claims with a fresh secret and then forgets token and secret", async () => {
    const bodies: unknown[] = [];
    serve({
      [at("preview")]: () => ({ body: invitePreview }),
      [at("claim")]: ({ body }) => {
        bodies.push(body);
        return { body: guestEntry };
      },
    });
    const client = await opened("?t=secret");

    await client.join("Marlene Voss");

    expect(bodies).toEqual([
      {
        token: "secret",
        rejoinSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
        displayName: "Marlene Voss",
      },
    ]);
    expect(client.state().phase).toBe("inside");
    expect(remembered("i1")).toEqual({});
  });

  it("locks nobody out whose answer got lost: the same secret claims again, also after a reload", async () => {
    const secrets: unknown[] = [];
    const server = serve({
      [at("preview")]: () => ({ body: invitePreview }),
      [at("claim")]: ({ body }) => {
        secrets.push((body as { rejoinSecret: string }).rejoinSecret);
        throw new TypeError("connection lost");
      },
    });
    const client = await opened("?t=secret");
    await client.join("Marlene Voss");
    expect(client.state()).toMatchObject({ phase: "invited", problem: { code: "unreachable" } });

    server[at("preview")] = used;
    server[at("claim")] = ({ body }) => {
      secrets.push((body as { rejoinSecret: string }).rejoinSecret);
      return { body: guestEntry };
    };

    expect((await opened("")).state().phase).toBe("inside");
    expect(secrets[0]).toBe(secrets[1]);
  });
});

describe("a link that was renewed", () => {
  it("points whoever asked for it to the newest mail", async () => {
    await renewed();

    expect((await opened("?t=0123456789abcdef")).state()).toEqual({
      phase: "refused",
      refusal: { kind: "renewed", told: {} },
    });
  });

  it("is invalid like any other to somebody with another token", async () => {
    await renewed();

    expect((await opened("?t=fedcba9876543210")).state()).toMatchObject({
      refusal: { kind: "invalid" },
    });
  });

  it("leads into the room once the new one was used in this browser", async () => {
    const server = await renewed();
    server[at("rejoin")] = () => ({ body: guestEntry });

    expect((await opened("?t=0123456789abcdef")).state().phase).toBe("inside");
  });
});
