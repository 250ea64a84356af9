import { describe, expect, it } from "vitest";
import { guestEntry as entry, inLobby, invitePreview as preview } from "../../testing/samples.ts";
import { checking, reduce, type JoinNews, type JoinState } from "./joinState.ts";

const after = (...news: JoinNews[]): JoinState => news.reduce(reduce, checking);
const invited: JoinNews = { type: "invited", preview };

describe("joining", () => {
  it("goes from the invitation by a click into the room", () => {
    expect(after(invited)).toMatchObject({ phase: "invited", joining: false });
    expect(after(invited, { type: "joining" })).toMatchObject({ joining: true });
    expect(after(invited, { type: "joining" }, { type: "entered", entry })).toEqual({
      phase: "inside",
      entry,
    });
  });

  it("keeps the form when joining failed for a passing reason", () => {
    const state = after(
      invited,
      { type: "joining" },
      { type: "failed", problem: { code: "unreachable" } },
    );

    expect(state).toMatchObject({
      phase: "invited",
      joining: false,
      problem: { code: "unreachable" },
    });
  });

  it("offers another try when the link could not even be checked", () => {
    expect(after({ type: "failed", problem: { code: "unavailable" } }).phase).toBe("unreachable");
  });

  it.each([
    ["invite-expired", "expired"],
    ["invite-used", "used"],
    ["invite-revoked", "revoked"],
    ["call-over", "over"],
  ] as const)("takes %s as final and keeps what was told", (code, kind) => {
    const state = after(invited, { type: "failed", problem: { code, hostName: "Anna Berger" } });

    expect(state).toMatchObject({
      phase: "refused",
      refusal: { kind, told: { hostName: "Anna Berger" } },
    });
  });

  it("takes an unreadable link for an invalid one, an unreadable name for a mistake", () => {
    const failed: JoinNews = { type: "failed", problem: { code: "invalid", errors: [] } };

    expect(after(failed)).toMatchObject({ phase: "refused", refusal: { kind: "invalid" } });
    expect(after(invited, { type: "joining" }, failed)).toMatchObject({
      phase: "invited",
      problem: { code: "invalid" },
    });
  });

  it.each([
    [{ code: "unreachable" }, true],
    [{ code: "too-many-requests", retryAfterSeconds: 3 }, false],
    [{ code: "unavailable" }, false],
    [{ code: "unexpected", status: 500 }, false],
  ] as const)(
    "waits on in the lobby after %o; whether the connection is lost: %s",
    (problem, isLost) => {
      expect(after({ type: "waits", lobby: inLobby }, { type: "failed", problem })).toEqual({
        phase: "waiting",
        lobby: inLobby,
        isLost,
      });
    },
  );

  it("tells nothing about a link nobody knows", () => {
    expect(after({ type: "failed", problem: { code: "invite-unknown" } })).toEqual({
      phase: "refused",
      refusal: { kind: "invalid", told: {} },
    });
  });
});
