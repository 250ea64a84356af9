import { expect } from "@playwright/test";
import { invite, join, signIn, startCall, Visitors } from "../support/people.ts";
import { Resend } from "../support/resend.ts";
import { Server } from "../support/server.ts";
import { test } from "../support/test.ts";

const SENDER = "kanzlei@sot.example";
const GUEST = "marlene@voss.example";
const GONE = "weg@voss.example";

test("an office sends by Resend, and its host sees which mail came back", async ({ browser }) => {
  const resend = await Resend.start();
  const server = await Server.start(resend.settings);
  const visitors = new Visitors(browser, server);
  const linkTo = async (address: string, pattern: RegExp) => {
    const found = () => pattern.exec(resend.to(address)?.text ?? "")?.[0] ?? "";
    await expect.poll(found).not.toBe("");
    return found();
  };
  try {
    const anna = await visitors.page();
    await signIn(anna, server);
    await anna.goto("/portal/office/settings/senders");
    await anna.getByRole("button", { name: "Adresse hinzufügen", exact: true }).click();
    const adding = anna.getByRole("dialog", { name: "Adresse hinzufügen" });
    await adding.getByLabel("E-Mail-Adresse").fill(SENDER);
    await adding.getByLabel("Name des Absenders").fill("Kanzlei");
    await adding.getByLabel("E-Mail-Adresse").press("Enter");
    await expect(anna.getByText(/^Noch nicht bestätigt/)).toBeVisible();
    await anna.goto(await linkTo(SENDER, /\/portal\/sender#[0-9a-f-]{36}\.[0-9a-f]{64}/));
    await anna.getByRole("button", { name: "Adresse bestätigen", exact: true }).click();
    await expect(anna.getByRole("heading", { name: "Adresse bestätigt" })).toBeVisible();

    await anna.goto("/portal/office/videocalls");
    await startCall(anna, "Angebot");
    const inviting = await invite(anna, { email: GUEST, name: "Marlene Voss" });
    const link = await linkTo(GUEST, /https?:\/\/\S+\/join\/\S+\?t=[0-9a-f]{64}/);
    expect(resend.to(GUEST)?.from).toBe(`"Kanzlei" <${SENDER}>`);
    await inviting.getByLabel("E-Mail-Adresse").fill(GONE);
    await anna.keyboard.press("Enter");
    const gone = inviting.getByRole("listitem").filter({ hasText: GONE });
    await expect(gone.getByText(/^gesendet, gilt bis/)).toBeVisible();

    await expect.poll(() => resend.to(GONE)).toBeDefined();
    expect(await resend.bounce(server.origin, GONE)).toBe(204);
    await expect(gone.getByText("Kam zurück: nicht zustellbar.")).toBeVisible();
    await expect(
      inviting
        .getByRole("listitem")
        .filter({ hasText: GUEST })
        .getByText(/^gesendet, gilt bis/),
    ).toBeVisible();

    const marlene = await visitors.page();
    await join(marlene, link);
    await anna.keyboard.press("Escape");
    await expect(anna.getByText("Marlene Voss").first()).toBeVisible();
  } finally {
    await visitors.leave();
    await server.dispose();
    resend.stop();
  }
});
