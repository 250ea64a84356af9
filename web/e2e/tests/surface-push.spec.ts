import { expect } from "@playwright/test";
import { atContacts, BEN } from "../support/calls.ts";
import { looksGood, type Language, locales } from "../support/looks.ts";
import { PushService } from "../support/push.ts";
import { test } from "../support/test.ts";

const words = {
  de: { on: "Einschalten", off: "Ausschalten", contacts: "Kontakte" },
  en: { on: "Turn on", off: "Turn off", contacts: "Contacts" },
} as const;

for (const language of ["de", "en"] as const satisfies Language[]) {
  test(`call notifications look good in every state, ${language}`, async ({ visitors, server }) => {
    const locale = locales[language];
    const ben = await visitors.page({ locale, permissions: ["notifications"] });
    const setting = ben.locator(".push-switch");
    await atContacts(ben, server, BEN);
    await expect(setting.getByRole("button", { name: words[language].on })).toBeVisible();
    await looksGood(ben, "push-off", language);

    // No push service answers that address: the server refuses it.
    const service = await PushService.start();
    await service.serve(ben);
    await ben.reload();
    await setting.getByRole("button", { name: words[language].on }).click();
    await expect(setting.getByRole("status")).toContainText(/nicht geklappt|did not work/);
    await looksGood(ben, "push-failed", language);
    service.stop();

    await ben.addInitScript(() => {
      Object.defineProperty(Notification, "permission", { get: () => "denied" });
    });
    await ben.reload();
    await expect(setting.getByRole("status")).toContainText(/gesperrt|blocked/);
    await looksGood(ben, "push-denied", language);

    await ben.addInitScript(() => Reflect.deleteProperty(globalThis, "PushManager"));
    await ben.reload();
    await expect(setting.getByRole("status")).toContainText("iPhone");
    await looksGood(ben, "push-unsupported", language);
  });
}
