import { problemOf, type Session } from "@hausruf/api";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

/** The one cache of server data. An answer "not signed in" to anything ends the session everywhere. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: retryUnlessRefused, staleTime: 5_000 },
      mutations: { networkMode: "always" },
    },
  });
  function onError(error: unknown) {
    if (problemOf(error).code === "not-signed-in")
      client.setQueryData<Session | null>(["session"], null);
  }
  return client;
}

/** A refusal stays one; only silence and overload are worth a second try. */
function retryUnlessRefused(failures: number, error: unknown): boolean {
  const { code } = problemOf(error);
  return failures < 1 && (code === "unreachable" || code === "unavailable");
}
