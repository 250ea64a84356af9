import { currentSession, signIn, signOut, type Session } from "@hausruf/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const sessionKey = ["session"];

/** Who is signed in: `null` for nobody, `undefined` while that is not known yet. */
export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: currentSession, staleTime: Infinity });
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) =>
      signIn(email, password),
    onSuccess: (session) => cache.setQueryData<Session | null>(sessionKey, session),
  });
}

/** Forgets everything of the account that leaves. */
export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      cache.clear();
      cache.setQueryData<Session | null>(sessionKey, null);
    },
  });
}
