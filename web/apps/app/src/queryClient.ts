import { forgetAhead, problemOf, type Session } from "@hausruf/api";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

export const sessionKey = ["session"] as const;

/** The one cache of server data. An answer "not signed in" to anything ends the session everywhere. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: isWorthAnother, staleTime: 5_000, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
  function onError(error: unknown) {
    if (problemOf(error).code === "not-signed-in") forgetAccount(client);
  }
  return client;
}

/** Nobody is signed in now, and the next one sees nothing of whoever was. */
export function forgetAccount(client: QueryClient) {
  client.setQueryData<Session | null>(sessionKey, null);
  forgetAhead();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}

/** A refusal stays one; only silence and overload are worth a second try. */
function isWorthAnother(failures: number, error: unknown): boolean {
  const { code } = problemOf(error);
  return failures < 1 && (code === "unreachable" || code === "unavailable");
}
