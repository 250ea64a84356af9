import type { CallClient } from "@hausruf/call-core";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { Calls } from "./features/calls/index.ts";
import { createQueryClient } from "./queryClient.ts";
import type { OfficeRouter } from "./routes.tsx";

type Props = {
  router: OfficeRouter;
  /** What is known already. */
  cache?: QueryClient;
  /** For tests. */
  calls?: CallClient;
};

/** The office: everything that needs an account. Guests have an entry of their own. */
export function App({ router, cache, calls }: Props) {
  const [queryClient] = useState(() => cache ?? createQueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <Calls {...(calls && { client: calls })}>
        <RouterProvider router={router} />
      </Calls>
    </QueryClientProvider>
  );
}
