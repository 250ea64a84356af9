import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, colleagues } from "../../testing/samples.ts";
import { serve } from "../../testing/serve.ts";

const office = {
  "GET /api/session": () => ({ body: anna }),
  "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  "GET /api/users": () => ({ body: { items: colleagues } }),
};

const issuer = {
  id: "019a9f2e-7c00-7000-8000-000000000011",
  issuer: "https://login.sot.example",
  audience: "hausruf",
  jwksUrl: "https://login.sot.example/keys",
  emailClaim: "email",
  emailTrusted: true,
  tenantClaim: null,
  tenantValue: null,
  createdAt: "2026-11-22T09:00:00Z",
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("an issuer", () => {
  it("is changed in its place, with the key that it has", async () => {
    const sent: unknown[] = [];
    serve({
      ...office,
      "GET /api/sign-in-providers": () => ({
        body: { redirectUri: "https://x.example", items: [] },
      }),
      "GET /api/token-issuers": () => ({ body: { items: [issuer] } }),
      [`PATCH /api/token-issuers/${issuer.id}`]: ({ body }: { body: unknown }) => {
        sent.push(body);
        return { body: issuer };
      },
    });
    const user = userEvent.setup();
    openPage("/portal/office/settings/identity");
    const name = "https://login.sot.example ändern";
    await user.click(await screen.findByRole("button", { name }));
    const dialog = within(await screen.findByRole("dialog", { name: "Aussteller ändern" }));
    expect(dialog.getByLabelText("Aussteller (iss)")).toHaveProperty("readOnly", true);
    const audience = dialog.getByLabelText("Zielgruppe (aud)");
    await user.clear(audience);
    await user.type(audience, "portal");
    await user.click(dialog.getByRole("button", { name: "Speichern" }));

    await vi.waitFor(() => expect(sent).toHaveLength(1));
    const claims = { emailClaim: "email", tenantClaim: "", tenantValue: "" };
    expect(sent).toEqual([{ audience: "portal", emailTrusted: true, ...claims }]);
  });
});

describe("one's own data", () => {
  it("are offered as a file, which is there until the browser has read it", async () => {
    const saved: string[] = [];
    const revoked = vi.fn<() => void>();
    vi.stubGlobal(
      "URL",
      Object.assign(URL, { createObjectURL: () => "blob:it", revokeObjectURL: revoked }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    serve({ ...office, "GET /api/account/export": () => ({ body: { account: anna.user } }) });
    openPage("/portal/office/settings/account");
    await userEvent.click(await screen.findByRole("button", { name: "Meine Daten herunterladen" }));

    await screen.findByText("Ihre Daten wurden heruntergeladen.");
    expect(saved).toEqual(["meine-daten.json"]);
    expect(revoked).not.toHaveBeenCalled();
  });
});
