import type { Invite } from "@hausruf/api";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createQueryClient } from "../../queryClient.ts";
import { refusal, serve } from "../../testing/serve.ts";
import { InviteDialog } from "./InviteDialog.tsx";

const at = "/api/video-calls/c1/invites";
const user = userEvent.setup();
const invite = (more: Partial<Invite> = {}): Invite => ({
  id: "i1",
  inviteeEmail: "p.vogt@lindenhof.example",
  inviteeName: null,
  status: "sent",
  sentAt: "2026-11-21T14:12:00Z",
  openedAt: null,
  joinedAt: null,
  expiresAt: "2026-11-21T15:12:00Z",
  sendError: null,
  mailState: "sent",
  createdAt: "2026-11-21T13:12:00Z",
  mailInApp: false,
  lobby: null,
  ...more,
});

async function inviting(address: string, server: Parameters<typeof serve>[0], ...known: Invite[]) {
  serve({ [`GET ${at}`]: () => ({ body: { items: known } }), ...server });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <InviteDialog callId="c1" ownEmail="anna@sot.example" onClose={() => undefined} />
    </QueryClientProvider>,
  );
  await user.type(screen.getByLabelText("E-Mail-Adresse"), `${address}{Enter}`);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T14:12:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("inviting a guest", () => {
  it("says the day, too, until which a link to a planned call is good", async () => {
    await inviting("", {}, invite({ expiresAt: "2026-11-24T15:12:00Z" }));

    expect(await screen.findByText(/^gesendet, gilt bis Di\.?, 24\..*16:12/)).toBeDefined();
  });

  it("empties the field by Enter, lists the invite and keeps the focus for the next", async () => {
    const known: Invite[] = [];
    await inviting("p.vogt@lindenhof.example", {
      [`GET ${at}`]: () => ({ body: { items: known } }),
      [`POST ${at}`]: () => {
        known.push(invite());
        return { status: 201, body: invite() };
      },
    });

    expect(await screen.findByText("gesendet, gilt bis 16:12")).toBeDefined();
    const field = screen.getByLabelText("E-Mail-Adresse");
    expect(field).toHaveProperty("value", "");
    expect(document.activeElement).toBe(field);
  });

  it("says at the field what is wrong, before and after asking the server", async () => {
    await inviting("p.vogt", {
      [`POST ${at}`]: () =>
        refusal(400, "invalid", {
          errors: [{ field: "inviteeEmail", message: "", allowed: "" }],
        }),
    });
    const field = screen.getByLabelText("E-Mail-Adresse");
    expect(field.getAttribute("aria-invalid")).toBe("true");

    await user.clear(field);
    await user.type(field, "a@b{Enter}");
    expect(await screen.findByText(/Das ist keine E-Mail-Adresse/)).toBeDefined();
    expect(field).toHaveProperty("value", "a@b");
  });

  it("does not invite oneself", async () => {
    await inviting("Anna@sot.example", {});

    expect(screen.getByText(/Das ist Ihre eigene Adresse/)).toBeDefined();
  });

  it("offers another attempt when the mail could not be sent", async () => {
    const email = "p.vogt@lindenhof.example";
    const failed = invite({ sentAt: null, sendError: "refused" });
    await inviting("", { [`POST ${at}/i1/resend`]: () => ({ body: invite() }) }, failed);

    expect(await screen.findByText("Der Mailserver hat die E-Mail abgelehnt.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: `Erneut senden an ${email}` }));

    expect(await screen.findByText(`Einladung an ${email} gesendet`)).toBeDefined();
  });

  it("tells what was heard of the mail later", async () => {
    const bounced = invite({ mailState: "bounced" });
    const delivered = invite({ id: "i2", mailState: "delivered" });
    await inviting("", {}, bounced, delivered);

    expect(await screen.findByText("Kam zurück: nicht zustellbar.")).toBeDefined();
    expect(screen.getByText("Zugestellt.")).toBeDefined();
  });

  it("asks for the sender only where there is a choice", async () => {
    const sent: unknown[] = [];
    const items = [
      { id: "s1", email: "kanzlei@sot.example", displayName: "Kanzlei", isDefault: true },
    ];
    const server = {
      "GET /api/senders/choices": () => ({ body: { items } }),
      [`POST ${at}`]: ({ body }: { body: unknown }) => {
        sent.push(body);
        return { status: 201, body: invite() };
      },
    };
    await inviting("p.vogt@lindenhof.example", server);
    await screen.findByText(/^Einladung an .* gesendet$/);
    expect(screen.queryByLabelText("Absender")).toBeNull();
    expect(sent).toEqual([{ inviteeEmail: "p.vogt@lindenhof.example", locale: "de" }]);

    cleanup();
    items.push({ id: "s2", email: "b@sot.example", displayName: "Rechnung", isDefault: false });
    await inviting("", server);
    await user.selectOptions(await screen.findByLabelText("Absender"), "s2");
    await user.type(screen.getByLabelText("E-Mail-Adresse"), "x@lindenhof.example{Enter}");
    await screen.findByText(/^Einladung an .* gesendet$/);
    expect(sent[1]).toEqual({
      inviteeEmail: "x@lindenhof.example",
      senderId: "s2",
      locale: "de",
    });
  });

  it("says when a new link that the guest asked for could not be sent", async () => {
    const failed = invite({ status: "joined", sentAt: null, sendError: "unreachable" });
    await inviting("", { [`POST ${at}/i1/resend`]: () => ({ body: invite() }) }, failed);

    expect(await screen.findByText("beigetreten, letzte E-Mail nicht gesendet")).toBeDefined();
    expect(screen.getByRole("button", { name: /^Erneut senden an/ })).toBeDefined();
  });

  it("shows the link where no mail server is configured", async () => {
    const text = "Guten Tag,\n\nhttp://localhost/portal/office/videocalls/join/i1?t=abc\n";
    const mail = { from: "", to: "", subject: "Einladung", html: "", text };
    await inviting(
      "",
      { [`GET ${at}/i1/mail`]: () => ({ body: mail }) },
      invite({ sentAt: null, mailInApp: true }),
    );

    await user.click(await screen.findByRole("button", { name: /E-Mail an p.vogt.* zeigen/ }));

    expect(await screen.findByLabelText("Link für den Gast")).toHaveProperty(
      "value",
      "http://localhost/portal/office/videocalls/join/i1?t=abc",
    );
  });
});
