import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";
import { placeToReturn } from "./SignInPage.tsx";

const nobody = () => refusal(401, "not-signed-in");
const tooManyAttempts = () => refusal(429, "too-many-requests", { retryAfterSeconds: 2 });
const noCalls = () => ({ body: { items: [], nextCursor: null } });
const office = { "GET /api/session": nobody, "GET /api/video-calls": noCalls };
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const submit = () => screen.getByRole("button", { name: /^(Anmelden|Wird angemeldet)/ });

async function fillIn() {
  await userEvent.type(await field("E-Mail-Adresse"), " anna@sot.example ");
  await userEvent.type(await field("Passwort"), "secret");
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("signing in", () => {
  it("leads back to where one wanted to go", async () => {
    let sent: unknown;
    const signIn = ({ body }: { body: unknown }) => {
      sent = body;
      return { body: anna };
    };
    serve({ ...office, "POST /api/session": signIn });
    const page = openPage("/portal/office/videocalls?from=mail");
    await fillIn();
    expect(page.address()).toContain("/sign-in?back=");
    await userEvent.click(submit());
    await screen.findByRole("heading", { name: "Videocalls" });
    expect(page.address()).toBe("/portal/office/videocalls?from=mail");
    expect(sent).toEqual({ email: "anna@sot.example", password: "secret" });
  });

  it("asks for a code where the account has a second factor, and for another after a wrong one", async () => {
    const sent: unknown[] = [];
    const answers = [refusal(401, "code-needed"), refusal(401, "wrong-code"), { body: anna }];
    const signIn = ({ body }: { body: unknown }) => {
      sent.push(body);
      return answers[sent.length - 1] ?? refusal(500, "internal");
    };
    serve({ ...office, "POST /api/session": signIn });
    openPage("/sign-in");
    await fillIn();
    await userEvent.click(submit());
    const code = await field("Code");
    expect(document.activeElement).toBe(code);
    expect(screen.queryByRole("alert")).toBeNull();
    await userEvent.click(submit());
    await screen.findByText("Geben Sie den Code ein.");
    await userEvent.type(code, "123456{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("Dieser Code stimmt nicht");
    expect((await field("Code")).value).toBe("");
    await userEvent.type(await field("Code"), "654321{Enter}");
    await screen.findByRole("heading", { name: "Videocalls" });
    const shown = { email: "anna@sot.example", password: "secret" };
    expect(sent).toEqual([shown, { ...shown, code: "123456" }, { ...shown, code: "654321" }]);
  });

  it("goes back from the code to address and password", async () => {
    serve({ ...office, "POST /api/session": () => refusal(401, "code-needed") });
    openPage("/sign-in");
    await fillIn();
    await userEvent.click(submit());
    await field("Code");
    await userEvent.click(screen.getByRole("button", { name: "Zurück" }));
    expect((await field("E-Mail-Adresse")).value.trim()).toBe("anna@sot.example");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("never leads anywhere else", () => {
    for (const place of ["https://evil.example", "//evil.example", "/\\evil.example", undefined])
      expect(placeToReturn(place)).toBe("/portal/office/videocalls");
    expect(placeToReturn("/portal/office/videocalls/1")).toBe("/portal/office/videocalls/1");
  });

  it("says one thing for a wrong address or password and keeps the address", async () => {
    serve({ ...office, "POST /api/session": () => refusal(401, "wrong-credentials") });
    openPage("/sign-in");
    await fillIn();
    await userEvent.click(submit());
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toBe("E-Mail-Adresse oder Passwort stimmt nicht.");
    expect(document.activeElement).toBe(alert);
    expect((await field("E-Mail-Adresse")).value.trim()).toBe("anna@sot.example");
    expect((await field("Passwort")).value).toBe("");
  });

  it("asks for what is missing, at the field", async () => {
    serve(office);
    openPage("/sign-in");
    await userEvent.type(await field("E-Mail-Adresse"), "anna@sot.example{Enter}");
    const password = await field("Passwort");
    expect(document.activeElement).toBe(password);
    expect(password.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Geben Sie Ihr Passwort ein.")).toBeTruthy();
  });

  it("counts down after too many attempts, then lets one try again", async () => {
    serve({ ...office, "POST /api/session": tooManyAttempts });
    openPage("/sign-in");
    await fillIn();
    vi.useFakeTimers({ shouldAdvanceTime: true });
    fireEvent.click(submit());
    await screen.findByRole("alert");
    expect(submit().getAttribute("aria-disabled")).toBe("true");
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(screen.getByText("Zu viele Versuche. In einer Sekunde geht es weiter.")).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(screen.getByRole("status").textContent).toBe("Sie können es jetzt wieder versuchen.");
    expect(submit().getAttribute("aria-disabled")).toBeNull();
  });
});

describe("a session", () => {
  it("that is lost leads to signing in and back", async () => {
    const server = serve({ ...office, "GET /api/session": () => ({ body: anna }) });
    const page = openPage("/portal/office/videocalls");
    await screen.findByText("Noch kein Videocall");
    server["POST /api/video-calls"] = nobody;
    server["POST /api/session"] = () => ({ body: anna });
    await userEvent.click(screen.getByRole("button", { name: "Neuen Videocall starten" }));
    await userEvent.click(screen.getByRole("button", { name: "Starten" }));
    await fillIn();
    await userEvent.click(submit());
    await screen.findByText("Noch kein Videocall");
    expect(page.address()).toBe("/portal/office/videocalls");
  });

  it("ends with signing out", async () => {
    let csrf: string | null = null;
    serve({
      ...office,
      "GET /api/session": () => ({ body: anna }),
      "DELETE /api/session": ({ headers }) => {
        csrf = headers.get("X-CSRF-Token");
        return { status: 204 };
      },
    });
    const page = openPage("/portal/office/videocalls");
    const signOut = await screen.findByRole("button", { name: "Abmelden", hidden: true });
    await userEvent.click(signOut);
    await waitFor(() => expect(page.address()).toContain("/sign-in"));
    expect(csrf).toBe("csrf-1");
  });

  it("that cannot be asked for is no sign-out", async () => {
    const server = serve({ ...office, "GET /api/session": () => refusal(500, "boom") });
    openPage("/portal/office/videocalls");
    const retry = await screen.findByRole("button", { name: "Erneut versuchen" });
    server["GET /api/session"] = () => ({ body: anna });
    await userEvent.click(retry);
    expect(await screen.findByRole("heading", { name: "Videocalls" })).toBeTruthy();
  });
});
