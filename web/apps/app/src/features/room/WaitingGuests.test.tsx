import "@hausruf/i18n/invites";
import "@hausruf/i18n/rooms";
import type { WaitingGuest } from "@hausruf/api";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { createQueryClient } from "../../queryClient.ts";
import { refusal, serve } from "../../testing/serve.ts";
import { WaitingGuests } from "./WaitingGuests.tsx";

const at = "/api/video-calls/c1/lobby";
const user = userEvent.setup();
const guest = (inviteId: string, displayName: string): WaitingGuest => ({
  inviteId,
  displayName,
  inviteeEmail: `${inviteId}@gast.example`,
  since: "2026-11-21T14:12:00Z",
});

/** A server that has those waiting; what the host says is in `said`. */
function lobbyOf(...guests: WaitingGuest[]) {
  const said: string[] = [];
  let waiting = guests;
  const without = (inviteId: string, deed: string) => () => {
    said.push(`${deed} ${inviteId}`);
    waiting = waiting.filter((one) => one.inviteId !== inviteId);
    return { body: { items: waiting } };
  };
  const server = serve({
    [`GET ${at}`]: () => ({ body: { items: waiting } }),
    ...Object.fromEntries(
      guests.flatMap(({ inviteId }) =>
        ["admit", "decline"].map((deed) => [
          `POST ${at}/${inviteId}/${deed}`,
          without(inviteId, deed),
        ]),
      ),
    ),
  });
  const cache = createQueryClient();
  render(
    <QueryClientProvider client={cache}>
      <input aria-label="Chat" />
      <WaitingGuests callId="c1" isSignedIn />
    </QueryClientProvider>,
  );
  /** From the next look on. */
  const change = async (...now: WaitingGuest[]) => {
    waiting = now;
    await act(() => cache.invalidateQueries({ queryKey: ["lobby", "c1"] }));
  };
  return { said, server, change };
}

it("names who waits, and reads newcomers out", async () => {
  lobbyOf(guest("eva", "Eva"), guest("otto", "Otto"));

  expect(await screen.findByRole("button", { name: "Eva hineinlassen" })).toBeDefined();
  expect(screen.getByRole("heading", { name: "2 Personen warten" })).toBeDefined();
  const said = screen.getByText("Eva wartet auf Einlass. Otto wartet auf Einlass");
  expect(said.closest("[aria-live]")?.getAttribute("aria-live")).toBe("polite");
});

it("reads out again who went away and comes back", async () => {
  const { change } = lobbyOf(guest("eva", "Eva"));
  const said = await screen.findByText("Eva wartet auf Einlass");

  await change();
  await waitFor(() => expect(said.textContent).toBe(""));
  await change(guest("eva", "Eva"));

  await waitFor(() => expect(said.textContent).toBe("Eva wartet auf Einlass"));
});

it("lets in and declines by keyboard, and the focus stays in the place", async () => {
  const { said } = lobbyOf(guest("eva", "Eva"), guest("otto", "Otto"));
  (await screen.findByRole("button", { name: "Eva hineinlassen" })).focus();

  await user.keyboard("{Enter}");
  const place = await screen.findByRole("region", { name: "Eine Person wartet" });
  await waitFor(() => expect(document.activeElement).toBe(place));
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Otto ablehnen" }));
  await user.keyboard("{Enter}");

  expect(await screen.findByRole("region", { name: "Niemand wartet" })).toBeDefined();
  expect(said).toEqual(["admit eva", "decline otto"]);
});

it("keeps the focus in the place when the guest is gone before the host says so, or goes alone", async () => {
  const { server, change } = lobbyOf(guest("eva", "Eva"), guest("otto", "Otto"));
  server[`POST ${at}/eva/admit`] = () => {
    void change(guest("otto", "Otto"));
    return refusal(404, "not-found");
  };
  const admit = await screen.findByRole("button", { name: "Eva hineinlassen" });
  admit.focus();
  await user.keyboard("{Enter}");
  const place = await screen.findByRole("region", { name: "Eine Person wartet" });
  await waitFor(() => expect(document.activeElement).toBe(place));

  screen.getByRole("button", { name: "Otto ablehnen" }).focus();
  await change();
  await waitFor(() => expect(screen.queryByRole("button")).toBeNull());
  expect(document.activeElement).toBe(place);
});

it("takes the focus from nobody who is elsewhere", async () => {
  const { server, change } = lobbyOf(guest("eva", "Eva"), guest("otto", "Otto"));
  const chat = screen.getByLabelText("Chat");
  server[`POST ${at}/eva/admit`] = () => {
    chat.focus(); // before there is an answer
    return { body: { items: [guest("otto", "Otto")] } };
  };
  await user.click(await screen.findByRole("button", { name: "Eva hineinlassen" }));
  await screen.findByRole("region", { name: "Eine Person wartet" });
  await change();
  await screen.findByRole("region", { name: "Niemand wartet" });

  expect(document.activeElement).toBe(chat);
});

it("is an empty place while nobody waits", async () => {
  lobbyOf();

  expect(await screen.findByRole("region", { name: "Niemand wartet" })).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});
