import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refusal, serve } from "../../testing/serve.ts";
import { PushClient } from "./pushClient.ts";
import type { PushDevice } from "./pushDevice.ts";
import { PushSwitch } from "./PushSwitch.tsx";

/** A browser as far as push goes. */
function browser(more: Partial<PushDevice> = {}) {
  let permission: NotificationPermission = "default";
  const did: string[] = [];
  const device: PushDevice = {
    isSupported: true,
    permission: () => permission,
    askPermission: async () => {
      did.push("ask");
      return (permission = "granted");
    },
    subscribe: async (key) => {
      did.push(`subscribe ${key}`);
      return { endpoint: "https://push.example/1", keys: { p256dh: "p", auth: "a" } };
    },
    unsubscribe: async () => void did.push("unsubscribe"),
    label: () => "Firefox, Linux",
    ...more,
  };
  return { device, did, allow: (to: NotificationPermission) => (permission = to) };
}

function server() {
  const told: unknown[] = [];
  const handlers = serve({
    "GET /api/push/key": () => ({ body: { key: "K" } }),
    "POST /api/push/subscriptions": ({ body }) => {
      told.push(body);
      return { status: 201, body: { id: `s${told.length}` } };
    },
    "DELETE /api/push/subscriptions/s1": () => {
      told.push("delete s1");
      return { status: 204 };
    },
  });
  return { told, handlers };
}

const subscription = {
  endpoint: "https://push.example/1",
  keys: { p256dh: "p", auth: "a" },
  label: "Firefox, Linux",
  language: "de",
};

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("call notifications", () => {
  it("are off until somebody wants them, and ask only then", async () => {
    const { told } = server();
    const { device, did } = browser();
    const client = new PushClient(device);
    await client.follow("ben", "de");
    expect(client.snapshot()).toBe("off");
    expect(did).toEqual(["unsubscribe"]);
    await client.turnOn();
    expect(client.snapshot()).toBe("on");
    expect(did).toEqual(["unsubscribe", "ask", "subscribe K"]);
    expect(told).toEqual([subscription]);
    await client.turnOff();
    expect(client.snapshot()).toBe("off");
    expect(told.at(-1)).toBe("delete s1");
    expect(did.at(-1)).toBe("unsubscribe");
  });

  it("come back with the one who wanted them, in the language they read", async () => {
    const { told } = server();
    const { device } = browser();
    await new PushClient(device).follow("ben", "de");
    const first = new PushClient(device);
    await first.follow("ben", "de");
    await first.turnOn();
    const again = new PushClient(device);
    await again.follow("ben", "en");
    expect(again.snapshot()).toBe("on");
    expect(told.at(-1)).toEqual({ ...subscription, language: "en" });
  });

  it("do not go over to whoever signs in next, nor stay when nobody is signed in", async () => {
    const { told } = server();
    const { device, did } = browser();
    const client = new PushClient(device);
    await client.follow("ben", "de");
    await client.turnOn();
    await client.follow(null, "de");
    expect(did.at(-1)).toBe("unsubscribe");
    await client.follow("anna", "de");
    expect(client.snapshot()).toBe("off");
    expect(did.at(-1)).toBe("unsubscribe");
    expect(told).toHaveLength(1);
  });

  it("are denied, then allowed after all", async () => {
    server();
    const { device, allow } = browser({ askPermission: async () => "denied" });
    const client = new PushClient(device);
    allow("denied");
    await client.follow("ben", "de");
    expect(client.snapshot()).toBe("denied");
    allow("default");
    await client.turnOn();
    expect(client.snapshot()).toBe("off");
  });

  it("say when they could not be turned on, and are tried again", async () => {
    const { told, handlers } = server();
    const { device } = browser();
    const client = new PushClient(device);
    const works = handlers["GET /api/push/key"] ?? (() => ({}));
    handlers["GET /api/push/key"] = () => refusal(503, "unavailable");
    await client.follow("ben", "de");
    await client.turnOn();
    expect(client.snapshot()).toBe("failed");
    handlers["GET /api/push/key"] = works;
    await client.turnOn();
    expect(client.snapshot()).toBe("on");
    expect(told).toHaveLength(1);
  });

  it("are said in plain words with what can be done", async () => {
    server();
    const { device } = browser();
    const client = new PushClient(device);
    const { rerender } = render(<PushSwitch client={client} />);
    expect(screen.queryByRole("region")).toBeNull();
    await act(() => client.follow("ben", "de"));
    await userEvent.click(screen.getByRole("button", { name: "Einschalten" }));
    expect(await screen.findByText(/auch, wenn Hausruf nicht offen ist/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Ausschalten" })).toBeTruthy();
    const none = new PushClient({ ...device, isSupported: false });
    await none.follow("ben", "de");
    rerender(<PushSwitch client={none} />);
    expect(screen.getByRole("status").textContent).toContain("iPhone");
    expect(screen.queryByRole("button")).toBeNull();
  });
});
