import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { openPage } from "../../testing/openPage.tsx";
import { anna, colleagues } from "../../testing/samples.ts";
import { refusal, serve } from "../../testing/serve.ts";

const office = {
  "GET /api/session": () => ({ body: anna }),
  "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  "GET /api/users": () => ({ body: { items: colleagues } }),
  "GET /api/account/sessions": () => ({ body: { items: [] } }),
};
const off = { on: false, since: null, recoveryCodesLeft: 0 };
const on = { on: true, since: "2026-01-31T08:00:00Z", recoveryCodesLeft: 9 };
const codes = Array.from({ length: 10 }, (_, i) => `abcd-efgh-jkmn-pqr${i}`);

afterEach(() => vi.unstubAllGlobals());

const dialog = (name: string) => screen.findByRole("dialog", { name });

it("is switched on by password and code, and shows the recovery codes once", async () => {
  let state: unknown = off;
  const sent: unknown[] = [];
  const confirms = [refusal(401, "wrong-code"), { body: { recoveryCodes: codes } }];
  serve({
    ...office,
    "GET /api/account/second-factor": () => ({ body: state }),
    "POST /api/account/second-factor": ({ body }) => {
      sent.push(body);
      return {
        body: { secret: "GEZDGNBVGY3TQOJQ", uri: "otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQ" },
      };
    },
    "POST /api/account/second-factor/confirm": ({ body }) => {
      sent.push(body);
      if (confirms.length === 1) state = on;
      return confirms.shift() ?? refusal(500, "internal");
    },
  });
  openPage("/portal/office/settings/account");
  await userEvent.click(await screen.findByRole("button", { name: "Einschalten …" }));
  const first = within(await dialog("Anmeldung in zwei Schritten"));
  await userEvent.type(first.getByLabelText("Ihr Passwort"), "p{Enter}");

  const second = within(await dialog("App verbinden"));
  await second.findByRole("img", { name: "QR-Code mit dem Schlüssel" });
  expect(second.getByRole("definition").querySelector("code")?.textContent).toBe(
    "GEZD GNBV GY3T QOJQ",
  );
  expect(second.getByRole("link").getAttribute("href")).toMatch(/^otpauth:/);
  const user = userEvent.setup();
  await user.click(second.getByRole("button", { name: "Kopieren" }));
  await second.findByRole("button", { name: "Kopiert" });
  expect(await navigator.clipboard.readText()).toBe("GEZDGNBVGY3TQOJQ");
  await userEvent.type(second.getByLabelText("Code aus der App"), "1{Enter}");
  await second.findByText(/Dieser Code stimmt nicht/);
  await userEvent.clear(second.getByLabelText("Code aus der App"));
  await userEvent.type(second.getByLabelText("Code aus der App"), "2{Enter}");

  const third = within(await dialog("Ihre Ersatzcodes"));
  expect(third.getAllByRole("listitem").map((item) => item.textContent)).toEqual(codes);
  await user.click(third.getByRole("button", { name: "Kopieren" }));
  await third.findByRole("button", { name: "Kopiert" });
  expect(await navigator.clipboard.readText()).toBe(codes.join("\n"));
  await userEvent.click(third.getByRole("button", { name: "Ich habe sie verwahrt" }));
  await screen.findByText(/Noch 9 Ersatzcodes/);
  expect(sent).toEqual([{ password: "p" }, { code: "1" }, { code: "2" }]);
});

it("stays on after a wrong password and is off after the right one", async () => {
  let state: unknown = on;
  const answers = [
    refusal(400, "invalid", { errors: [{ field: "password", message: "", allowed: "" }] }),
    { status: 204 },
  ];
  serve({
    ...office,
    "GET /api/account/second-factor": () => ({ body: state }),
    "POST /api/account/second-factor/off": () => {
      if (answers.length === 1) state = off;
      return answers.shift() ?? refusal(500, "internal");
    },
  });
  openPage("/portal/office/settings/account");
  await userEvent.click(await screen.findByRole("button", { name: "Ausschalten …" }));
  const asks = within(await dialog("Anmeldung in zwei Schritten"));
  await userEvent.type(asks.getByLabelText("Ihr Passwort"), "w{Enter}");
  await asks.findByText("Das ist nicht Ihr Passwort.");
  await userEvent.type(asks.getByLabelText("Ihr Passwort"), "{Enter}");
  expect(await screen.findByRole("button", { name: "Einschalten …" })).toBeTruthy();
});
