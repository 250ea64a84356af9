import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";

const office = {
  "GET /api/session": () => refusal(401, "not-signed-in"),
  "GET /api/video-calls": () => ({ body: { items: [], nextCursor: null } }),
};
const firma = { "GET /api/sign-in/providers/p1": () => ({ body: { id: "p1", name: "Firma" } }) };

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe("signing in with a service of the office's", () => {
  it("begins by the link, says why it cannot, and is remembered once it could", async () => {
    const sent: unknown[] = [];
    const begun = [
      refusal(502, "provider-unreachable"),
      { body: { location: "#gone-to-the-service" } },
    ];
    serve({
      ...office,
      ...firma,
      "POST /api/sign-in/oidc/start": ({ body }) => {
        sent.push(body);
        return begun[sent.length - 1] ?? refusal(500, "internal");
      },
    });
    openPage("/sign-in?provider=p1&back=/portal/office/calls");
    await userEvent.click(await screen.findByRole("button", { name: "Weiter mit Firma" }));
    await screen.findByText(/Der Anmeldedienst antwortet nicht so/);
    expect(localStorage.getItem("hausruf-provider")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Weiter mit Firma" }));
    await waitFor(() => expect(localStorage.getItem("hausruf-provider")).toBe("p1"));
    expect(sent[1]).toEqual({ providerId: "p1", back: "/portal/office/calls" });
  });

  it("is offered to whoever went there before", async () => {
    localStorage.setItem("hausruf-provider", "p1");
    serve({ ...office, ...firma });
    openPage("/sign-in");
    expect(await screen.findByRole("button", { name: "Weiter mit Firma" })).toBeTruthy();
  });

  it("is forgotten when there is no such service any more", async () => {
    localStorage.setItem("hausruf-provider", "p1");
    serve({ ...office, "GET /api/sign-in/providers/p1": () => refusal(404, "not-found") });
    openPage("/sign-in");
    await waitFor(() => expect(localStorage.getItem("hausruf-provider")).toBeNull());
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says that a link is of no service, and why nobody was signed in", async () => {
    serve({ ...office, "GET /api/sign-in/providers/p1": () => refusal(404, "not-found") });
    openPage("/sign-in?provider=p1&refused=nobody");
    await screen.findByText("Diesen Anmeldedienst gibt es nicht (mehr).");
    expect(screen.getByText(/gibt es hier kein Konto/)).toBeTruthy();
  });

  it("shows nothing of what it does not know", async () => {
    serve(office);
    openPage("/sign-in?refused=%3Cb%3Eevil");
    await screen.findByLabelText("Passwort");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("asks for the code of a second factor, and leads on", async () => {
    const sent: unknown[] = [];
    const answers = [refusal(401, "wrong-code"), { body: anna }];
    serve({
      ...office,
      "POST /api/sign-in/oidc/code": ({ body }) => {
        sent.push(body);
        return answers[sent.length - 1] ?? refusal(500, "internal");
      },
    });
    const page = openPage("/sign-in?step=code&back=/portal/office/videocalls?a=b");
    const code = await screen.findByLabelText("Code");
    expect(document.activeElement).toBe(code);
    await userEvent.keyboard("{Enter}");
    await screen.findByText("Geben Sie den Code ein.");
    await userEvent.type(code, "111111{Enter}");
    await screen.findByText(/Dieser Code stimmt nicht/);
    await userEvent.type(code, "222222{Enter}");
    await screen.findByRole("heading", { name: "Videocalls" });
    expect(page.address()).toBe("/portal/office/videocalls?a=b");
    expect(sent).toEqual([{ code: "111111" }, { code: "222222" }]);
  });
});
