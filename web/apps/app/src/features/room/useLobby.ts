import { lobby, problemOf, type WaitingGuest } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { problemText } from "../../problemText.ts";

/** A guest before the door should not wait for the next look; the list is short. */
const refreshMs = 2_000;

const nobody: readonly WaitingGuest[] = [];

/** Who waits before one's call, also while the window is in the background, and what to do with them. */
export function useLobby(callId: string, isSignedIn: boolean) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const queryKey = ["lobby", callId];
  const { data } = useQuery({
    queryKey,
    queryFn: () => lobby.list(callId),
    refetchInterval: refreshMs,
    refetchIntervalInBackground: true,
    enabled: isSignedIn,
  });
  const decide = useMutation({
    mutationFn: ({ inviteId, admit }: { inviteId: string; admit: boolean }) =>
      admit ? lobby.admit(callId, inviteId) : lobby.decline(callId, inviteId),
    onMutate: () => cache.cancelQueries({ queryKey }), // an older answer would bring them back for a moment
    onSuccess: (still) => cache.setQueryData(queryKey, still),
    onError: (error) => {
      const problem = problemOf(error);
      // whoever went away meanwhile will just be gone from the list
      if (problem.code !== "not-found") notify({ kind: "error", text: problemText(t, problem) });
      void cache.invalidateQueries({ queryKey });
    },
  });
  return { waiting: data?.items ?? nobody, decide };
}
