import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../../testing/openPage.tsx";
import { anna, colleagues } from "../../../testing/samples.ts";
import { refusal, serve } from "../../../testing/serve.ts";

const redirectUri = "https://office.example/api/sign-in/oidc/t1/callback";
const firma = {
  id: "p1",
  name: "Firma",
  issuer: "https://id.example",
  clientId: "hausruf",
  hasSecret: true,
  emailTrusted: false,
  asksSecondFactor: true,
  joinDomains: ["new.example"],
  link: "https://office.example/sign-in?provider=p1",
  createdAt: "2026-11-21T09:00:00Z",
};

function office(items: object[]) {
  return {
    "GET /api/session": () => ({ body: anna }),
    "GET /api/calls/missed": () => ({ body: { count: 0 } }),
    "GET /api/users": () => ({ body: { items: colleagues } }),
    "GET /api/token-issuers": () => ({ body: { items: [] } }),
    "GET /api/sign-in-providers": () => ({ body: { redirectUri, items } }),
  };
}

const open = () => openPage("/portal/office/settings/identity");
const dialog = () => within(screen.getByRole("dialog"));

afterEach(() => vi.unstubAllGlobals());

describe("sign-in services", () => {
  it("are added as they are typed, and what the server finds wrong is said", async () => {
    const sent: unknown[] = [];
    const answers = [refusal(502, "provider-unreachable"), { status: 201, body: firma }];
    serve({
      ...office([]),
      "POST /api/sign-in-providers": ({ body }) => {
        sent.push(body);
        return answers[sent.length - 1] ?? refusal(500, "internal");
      },
    });
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Anmeldedienst hinzufügen" }));
    await userEvent.type(dialog().getByLabelText("Name auf der Schaltfläche"), "Firma");
    await userEvent.type(dialog().getByLabelText("Aussteller (iss)"), "https://id.example");
    await userEvent.type(dialog().getByLabelText("Client-ID"), "hausruf");
    await userEvent.type(
      dialog().getByLabelText("Neue Konten für Adressen dieser Domains"),
      "new.example, other.example",
    );
    await userEvent.click(dialog().getByRole("button", { name: "Speichern" }));
    await screen.findByText(/Der Anmeldedienst antwortet nicht so/);
    await userEvent.click(dialog().getByRole("button", { name: "Speichern" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const wanted = {
      name: "Firma",
      issuer: "https://id.example",
      clientId: "hausruf",
      emailTrusted: false,
      asksSecondFactor: true,
      joinDomains: ["new.example", "other.example"],
    };
    expect(sent).toEqual([wanted, wanted]);
    expect(screen.getByDisplayValue(redirectUri)).toBeTruthy();
  });

  it("keep their secret and issuer when something else is changed", async () => {
    let sent: unknown;
    serve({
      ...office([firma]),
      "PATCH /api/sign-in-providers/p1": ({ body }) => {
        sent = body;
        return { body: firma };
      },
    });
    open();
    await screen.findByDisplayValue(firma.link);
    await userEvent.click(screen.getByRole("button", { name: "Firma ändern" }));
    expect(dialog().getByLabelText<HTMLInputElement>("Aussteller (iss)").readOnly).toBe(true);
    await userEvent.click(dialog().getByLabelText("Zweiten Schritt auch hier verlangen"));
    await userEvent.click(dialog().getByRole("button", { name: "Speichern" }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual({
      name: "Firma",
      clientId: "hausruf",
      emailTrusted: false,
      asksSecondFactor: false,
      joinDomains: ["new.example"],
    });
  });
});
