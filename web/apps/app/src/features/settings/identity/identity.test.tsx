import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../../testing/openPage.tsx";
import { anna, colleagues } from "../../../testing/samples.ts";
import { refusal, serve } from "../../../testing/serve.ts";

const issuer = {
  id: "019a9f2e-7c00-7000-8000-000000000011",
  issuer: "https://id.sot.example",
  audience: "authenticated",
  jwksUrl: null,
  emailClaim: "email",
  emailTrusted: false,
  tenantClaim: "tenant",
  tenantValue: "sot",
  createdAt: "2026-11-21T09:00:00Z",
};

const redirectUri = "https://office.example/api/sign-in/oidc/t1/callback";

function office(items: object[]) {
  return {
    "GET /api/session": () => ({ body: anna }),
    "GET /api/calls/missed": () => ({ body: { count: 0 } }),
    "GET /api/users": () => ({ body: { items: colleagues } }),
    "GET /api/token-issuers": () => ({ body: { items } }),
    "GET /api/sign-in-providers": () => ({ body: { redirectUri, items: [] } }),
  };
}

const open = () => openPage("/portal/office/settings/identity");
const dialog = () => within(screen.getByRole("dialog"));

afterEach(() => vi.unstubAllGlobals());

describe("access from elsewhere", () => {
  it("sends the kind of key that was chosen, and marks the field that the server means", async () => {
    const sent: unknown[] = [];
    serve({
      ...office([]),
      "POST /api/token-issuers": ({ body }) => {
        sent.push(body);
        const errors = [{ field: "secret", message: "is too short", allowed: "" }];
        return refusal(400, "invalid", { errors });
      },
    });
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Aussteller hinzufügen" }));
    await userEvent.type(dialog().getByLabelText("Aussteller (iss)"), "https://id.sot.example");
    await userEvent.type(dialog().getByLabelText("Zielgruppe (aud)"), "authenticated");
    await userEvent.type(dialog().getByLabelText("Adresse der Schlüssel"), "https://x.example");
    await userEvent.selectOptions(dialog().getByLabelText("Signatur prüfen mit"), "shared");
    await userEvent.type(dialog().getByLabelText("Geheimnis"), "too short");
    await userEvent.click(dialog().getByRole("button", { name: "Hinzufügen" }));
    await screen.findByText("32 bis 512 Zeichen (ohne Umlaute).");
    expect(dialog().getByLabelText("Geheimnis").getAttribute("aria-invalid")).toBe("true");
    expect(sent).toEqual([
      {
        issuer: "https://id.sot.example",
        audience: "authenticated",
        emailClaim: "email",
        emailTrusted: false,
        secret: "too short",
      },
    ]);
  });

  it("asks before an issuer is removed", async () => {
    const items: object[] = [issuer];
    serve({
      ...office(items),
      [`DELETE /api/token-issuers/${issuer.id}`]: () => {
        items.pop();
        return { status: 204 };
      },
    });
    open();
    await screen.findByText("nur tenant = sot");
    await userEvent.click(screen.getByRole("button", { name: "https://id.sot.example entfernen" }));
    const asked = within(screen.getByRole("alertdialog"));
    await userEvent.click(asked.getByRole("button", { name: "Entfernen" }));
    await waitFor(() => expect(screen.queryByText("nur tenant = sot")).toBeNull());
    expect(items).toEqual([]);
  });
});
