import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { createQueryClient } from "./queryClient.ts";
import type { OfficeRouter } from "./routes.tsx";

/** The office: everything that needs an account. Guests have an entry of their own. */
export function App({ router }: { router: OfficeRouter }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
