import { currentSession, signIn, signOut, type Session } from "@hausruf/api";
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { forgetAccount, sessionKey } from "../../queryClient.ts";

const sessionQuery = { queryKey: sessionKey, queryFn: currentSession, staleTime: Infinity };

/**
 * Who is signed in: `null` for nobody, `undefined` while that is not known yet. Asked again when one comes back to the
 * window, because another one may have signed in or out meanwhile.
 */
export function useSession() {
  return useQuery({ ...sessionQuery, refetchOnWindowFocus: "always" });
}

/** Resolves once the cache knows who is signed in, or the first try to learn it has failed. */
export function learnSession(cache: QueryClient) {
  return cache.prefetchQuery({ ...sessionQuery, retry: false });
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (shown: { email: string; password: string; code?: string | undefined }) =>
      signIn(shown.email, shown.password, shown.code),
    onSuccess: (session) => cache.setQueryData<Session | null>(sessionKey, session),
  });
}

export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({ mutationFn: signOut, onSuccess: () => forgetAccount(cache) });
}
