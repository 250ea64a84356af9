import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../../testing/openPage.tsx";
import { anna, colleagues } from "../../../testing/samples.ts";
import { refusal, serve } from "../../../testing/serve.ts";

const path = "/portal/office/settings/retention";
const rules = {
  callLogDays: null,
  videoCallDays: 365,
  webhookDeliveryDays: null,
  auditLogDays: null,
};
const office = {
  "GET /api/session": () => ({ body: anna }),
  "GET /api/calls/missed": () => ({ body: { count: 0 } }),
  "GET /api/users": () => ({ body: { items: colleagues } }),
  "GET /api/retention": () => ({ body: rules }),
};

afterEach(() => vi.unstubAllGlobals());

describe("retention", () => {
  it("keeps what is typed and asks before anything older goes", async () => {
    const sent: unknown[] = [];
    serve({
      ...office,
      "PUT /api/retention": ({ body }) => {
        sent.push(body);
        return { body };
      },
    });
    openPage(path);
    const calls = await screen.findByLabelText("Anrufe");
    expect(screen.getByLabelText<HTMLInputElement>("Videocalls").value).toBe("365");
    await userEvent.type(calls, "30{Enter}");
    const question = screen.getByRole("alertdialog", { name: "Ältere Daten löschen?" });
    await userEvent.keyboard("{Enter}"); // the focus is on not doing it
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(question.isConnected).toBe(false);
    expect(sent).toEqual([]);

    await userEvent.type(calls, "{Enter}");
    await userEvent.click(screen.getByRole("button", { name: "Einstellen und löschen" }));
    expect(await screen.findByText("Gespeichert")).toBeTruthy();
    expect(sent).toEqual([{ ...rules, callLogDays: 30 }]);
  });

  it("does not ask where more is kept than before", async () => {
    const sent: unknown[] = [];
    serve({
      ...office,
      "PUT /api/retention": ({ body }) => {
        sent.push(body);
        return { body };
      },
    });
    openPage(path);
    await userEvent.clear(await screen.findByLabelText("Videocalls"));
    await userEvent.click(screen.getByRole("button", { name: "Speichern" }));
    await waitFor(() => expect(sent).toEqual([{ ...rules, videoCallDays: null }]));
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it.each(["6", "3651", "sieb", "1.5", "-7"])("refuses %s days", async (days) => {
    serve(office);
    openPage(path);
    const field = await screen.findByLabelText("Anrufe");
    await userEvent.type(field, `${days}{Enter}`);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Eine ganze Zahl von 7 bis 3650, oder nichts.")).toBeTruthy();
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("erases an address once it was typed again", async () => {
    const sent: unknown[] = [];
    serve({
      ...office,
      "POST /api/erasures": ({ body }) => {
        sent.push(body);
        return { status: 204 };
      },
    });
    openPage(path);
    const field = await screen.findByLabelText("E-Mail-Adresse");
    await userEvent.type(field, "keine{Enter}");
    expect(screen.getByText("Das ist keine E-Mail-Adresse.")).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, "marlene@voss.example{Enter}");
    const question = screen.getByRole("alertdialog", { name: "marlene@voss.example löschen?" });
    expect(within(question).getByRole("list", { name: "Das wird gelöscht" })).toBeTruthy();
    expect(within(question).getByRole("list", { name: "Das bleibt" })).toBeTruthy();
    await userEvent.keyboard("marlene{Enter}");
    expect(within(question).getByText("Das stimmt nicht überein.")).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.keyboard("@voss.example{Enter}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(sent).toEqual([{ email: "marlene@voss.example", locale: "de" }]);
  });

  it("says where an account is erased", async () => {
    serve({ ...office, "POST /api/erasures": () => refusal(409, "account-exists") });
    openPage(path);
    await userEvent.type(await screen.findByLabelText("E-Mail-Adresse"), "ben@sot.example{Enter}");
    await userEvent.keyboard("ben@sot.example{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("unter „Personen“");
  });
});

describe("erasing a colleague", () => {
  it("is offered once they are deactivated, and sends their id", async () => {
    const sent: unknown[] = [];
    const ben = {
      id: "u2",
      displayName: "Ben Albrecht",
      email: "ben@sot.example",
      role: "member",
      active: false,
      secondFactor: false,
      lastSeenAt: null,
    };
    const people = [{ ...anna.user, active: true, secondFactor: false, lastSeenAt: null }, ben];
    serve({
      ...office,
      "GET /api/people": () => ({ body: { people, invites: [] } }),
      "POST /api/people/u2/erase": ({ body }) => {
        sent.push(body);
        return { status: 204 };
      },
    });
    openPage("/portal/office/settings/people");
    await userEvent.click(await screen.findByRole("button", { name: "Ben Albrecht löschen" }));
    expect(screen.queryByRole("button", { name: "Anna Berger löschen" })).toBeNull();
    await userEvent.keyboard("Ben@sot.example{Enter}");
    await waitFor(() => expect(sent).toEqual([{ locale: "de" }]));
  });
});
