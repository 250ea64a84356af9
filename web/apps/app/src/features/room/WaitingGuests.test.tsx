import type { WaitingGuest } from "@hausruf/api";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { createQueryClient } from "../../queryClient.ts";
import { serve } from "../../testing/serve.ts";
import { WaitingGuests } from "./WaitingGuests.tsx";

const at = "/api/video-calls/c1/lobby";
const user = userEvent.setup();
const guest = (inviteId: string, displayName: string): WaitingGuest => ({
  inviteId,
  displayName,
  inviteeEmail: `${inviteId}@gast.example`,
  since: "2026-11-21T14:12:00Z",
});

/** Somebody whose server has those waiting; what the host says is in `said`. */
function lobbyOf(...guests: WaitingGuest[]) {
  const said: string[] = [];
  let waiting = guests;
  const without = (inviteId: string, deed: string) => () => {
    said.push(`${deed} ${inviteId}`);
    waiting = waiting.filter((one) => one.inviteId !== inviteId);
    return { body: { items: waiting } };
  };
  serve({
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
  render(
    <QueryClientProvider client={createQueryClient()}>
      <WaitingGuests callId="c1" isSignedIn />
    </QueryClientProvider>,
  );
  return said;
}

it("names who waits, and reads newcomers out", async () => {
  lobbyOf(guest("eva", "Eva"), guest("otto", "Otto"));

  expect(await screen.findByRole("button", { name: "Eva hineinlassen" })).toBeDefined();
  expect(screen.getByRole("heading", { name: "2 Personen warten" })).toBeDefined();
  expect(screen.getByText("Eva wartet auf Einlass. Otto wartet auf Einlass")).toBeDefined();
});

it("lets in and declines by keyboard, and the focus stays in the place", async () => {
  const said = lobbyOf(guest("eva", "Eva"), guest("otto", "Otto"));
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

it("is an empty place while nobody waits", async () => {
  lobbyOf();

  expect(await screen.findByRole("region", { name: "Niemand wartet" })).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});
