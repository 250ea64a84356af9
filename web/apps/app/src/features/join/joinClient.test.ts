import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { guestEntry, inLobby, invitePreview } from "../../testing/samples.ts";
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

/** Somebody who has pressed the button; `secrets`: what proved who asks. */
async function waiting() {
  const secrets: unknown[] = [];
  const server = serve({
    [at("preview")]: () => ({ body: invitePreview }),
    [at("claim")]: ({ body }) => {
      secrets.push((body as { rejoinSecret: string }).rejoinSecret);
      return { status: 202, body: inLobby };
    },
    [at("wait")]: ({ body }) => {
      secrets.push((body as { rejoinSecret: string }).rejoinSecret);
      return { body: { state: "waiting", hostPresent: false } };
    },
    [at("rejoin")]: ({ body }) => {
      secrets.push((body as { rejoinSecret: string }).rejoinSecret);
      return { body: guestEntry };
    },
  });
  const client = await opened("?t=secret");
  await client.join("Marlene Voss");
  return { client, server, secrets };
}

describe("a call with a lobby", () => {
  const inside = { phase: "inside", entry: guestEntry };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("lets nobody in before the host does, and then by itself", async () => {
    const { client, server, secrets } = await waiting();
    expect(client.state()).toEqual({ phase: "waiting", lobby: inLobby, isLost: false });

    await vi.advanceTimersByTimeAsync(10_000);
    expect(client.state()).toMatchObject({ phase: "waiting", lobby: { hostPresent: false } });

    server[at("wait")] = () => ({ body: { state: "admitted", hostPresent: null } });
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.waitFor(() => expect(client.state()).toEqual(inside));
    expect(secrets.length).toBeGreaterThan(3);
    expect(new Set(secrets).size).toBe(1);
  });

  it("tells whom the host declines, and asks no more", async () => {
    const { client, server, secrets } = await waiting();
    server[at("wait")] = () => refusal(409, "invite-declined", { hostName: "Anna Berger" });

    await vi.advanceTimersByTimeAsync(10_000);

    expect(client.state()).toMatchObject({
      phase: "refused",
      refusal: { kind: "declined", told: { hostName: "Anna Berger" } },
    });
    expect(vi.getTimerCount()).toBe(0);
    expect(secrets).toHaveLength(1);
  });

  it("tells who waits that the call is over", async () => {
    const { client, server } = await waiting();
    server[at("wait")] = () => refusal(410, "call-over");

    await vi.advanceTimersByTimeAsync(10_000);

    expect(client.state()).toMatchObject({ phase: "refused", refusal: { kind: "over" } });
  });

  it("keeps asking where there is no answer", async () => {
    const { client, server } = await waiting();
    const answers = server[at("wait")];
    server[at("wait")] = () => {
      throw new TypeError("connection lost");
    };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(client.state()).toMatchObject({ phase: "waiting", isLost: true });

    if (answers) server[at("wait")] = answers;
    await vi.advanceTimersByTimeAsync(10_000);

    expect(client.state()).toMatchObject({ phase: "waiting", isLost: false });
  });

  it.each([200, 500])(
    "asks no more once closed, also with a question under way",
    async (status) => {
      const { client, server } = await waiting();
      let asked = 0;
      server[at("wait")] = () => {
        asked++;
        client.close();
        return { status, body: { state: "waiting", hostPresent: false } };
      };
      await vi.advanceTimersByTimeAsync(60_000);

      expect(asked).toBe(1);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it("asks less often after some minutes", async () => {
    const { secrets } = await waiting();
    await vi.advanceTimersByTimeAsync(600_000);
    const before = secrets.length;

    await vi.advanceTimersByTimeAsync(60_000);

    expect(secrets.length - before).toBeLessThanOrEqual(12);
  });

  it("waits on after a reload", async () => {
    await waiting();
    serve({ [at("rejoin")]: () => ({ status: 202, body: inLobby }) });

    expect((await opened("")).state().phase).toBe("waiting");
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
