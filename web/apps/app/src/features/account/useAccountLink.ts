import { problemOf } from "@hausruf/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { takeLink, type AccountLink } from "./linkToken.ts";

/** The link of this page, and what the server says of it; `isBad` once it says that it opens nothing. */
export function useAccountLink<T>(ask: (link: AccountLink) => Promise<T>) {
  const [link] = useState(takeLink);
  const query = useQuery({
    queryKey: ["account-link", location.pathname, link?.id ?? null],
    queryFn: async () => (link ? { about: await ask(link) } : null),
    staleTime: Infinity,
  });
  const isUnknown = query.error ? problemOf(query.error).code === "link-unknown" : false;
  const isBad = query.data === null || isUnknown;
  return {
    link,
    about: query.data?.about,
    isBad,
    error: isUnknown ? null : query.error,
    retry: query.refetch,
  };
}
