import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Sender } from "@hausruf/api";
import { openPage } from "../../../testing/openPage.tsx";
import { anna, colleagues } from "../../../testing/samples.ts";
import { refusal, serve } from "../../../testing/serve.ts";

const sender = (more: Partial<Sender>): Sender => ({
  id: "s1",
  email: "kanzlei@sot.example",
  displayName: "Kanzlei",
  replyTo: null,
  isDefault: false,
  verifiedAt: null,
  linkExpiresAt: "2099-11-21T09:00:00Z",
  sendError: null,
  mailState: "sent",
  createdAt: "2026-11-21T09:00:00Z",
  ...more,
});

function office(items: Sender[]) {
  return {
    "GET /api/session": () => ({ body: anna }),
    "GET /api/calls/missed": () => ({ body: { count: 0 } }),
    "GET /api/users": () => ({ body: { items: colleagues } }),
    "GET /api/senders": () => ({ body: { items } }),
  };
}

const open = () => openPage("/portal/office/settings/senders");
const dialog = () => within(screen.getByRole("dialog"));

afterEach(() => vi.unstubAllGlobals());

describe("sender addresses", () => {
  it("are added with a link that is sent there, and a wrong field is marked", async () => {
    const items: Sender[] = [];
    const sent: unknown[] = [];
    serve({
      ...office(items),
      "POST /api/senders": ({ body }) => {
        sent.push(body);
        if (sent.length === 1)
          return refusal(400, "invalid", {
            errors: [{ field: "replyTo", message: "", allowed: "" }],
          });
        items.push(sender({}));
        return { status: 201, body: sender({}) };
      },
    });
    open();
    await screen.findByText("Noch keine.");
    await userEvent.click(screen.getByRole("button", { name: "Adresse hinzufügen" }));
    await userEvent.type(dialog().getByLabelText("E-Mail-Adresse"), "kanzlei@sot.example");
    await userEvent.type(dialog().getByLabelText("Name des Absenders"), "Kanzlei");
    const reply = dialog().getByLabelText(/^Antworten an/);
    await userEvent.type(reply, "empfang{Enter}");
    await screen.findByText("Das ist keine E-Mail-Adresse.");
    expect(reply.getAttribute("aria-invalid")).toBe("true");
    await userEvent.clear(reply);
    await userEvent.click(dialog().getByRole("button", { name: "Hinzufügen" }));

    await screen.findByText(/^Noch nicht bestätigt/);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(sent[1]).toEqual({ email: "kanzlei@sot.example", displayName: "Kanzlei" });
  });

  it("say what became of their link, and another is sent", async () => {
    const items = [sender({ sendError: "recipient-refused", mailState: "refused" })];
    serve({
      ...office(items),
      "POST /api/senders/s1/resend": () => {
        items[0] = sender({ mailState: "delivered" });
        return { body: items[0] };
      },
    });
    open();
    await screen.findByText("Der Mailserver nimmt für diese Adresse nichts an.");
    await userEvent.click(
      screen.getByRole("button", { name: "Link an kanzlei@sot.example erneut senden" }),
    );
    expect(await screen.findByText("Zugestellt.")).toBeDefined();
  });

  it("have one default among the verified", async () => {
    const at = "2026-11-21T09:00:00Z";
    const items = [
      sender({ isDefault: true, verifiedAt: at }),
      sender({ id: "s2", email: "b@sot.example", verifiedAt: at }),
      sender({ id: "s3", email: "c@sot.example" }),
    ];
    serve({
      ...office(items),
      "POST /api/senders/s2/default": () => {
        items[0] = sender({ verifiedAt: at });
        items[1] = sender({ id: "s2", email: "b@sot.example", verifiedAt: at, isDefault: true });
        return { body: items[1] };
      },
    });
    open();
    await screen.findByText("Bestätigt, Standard");
    expect(screen.queryByRole("button", { name: "c@sot.example als Standard" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "b@sot.example als Standard" }));
    await screen.findByRole("button", { name: "kanzlei@sot.example als Standard" });
  });

  it("are removed after a question", async () => {
    const items = [sender({})];
    serve({
      ...office(items),
      "DELETE /api/senders/s1": () => {
        items.pop();
        return { status: 204 };
      },
    });
    open();
    await userEvent.click(
      await screen.findByRole("button", { name: "kanzlei@sot.example entfernen" }),
    );
    const asked = within(screen.getByRole("alertdialog"));
    await userEvent.click(asked.getByRole("button", { name: "Entfernen" }));
    await screen.findByText("Noch keine.");
    expect(items).toEqual([]);
  });
});
