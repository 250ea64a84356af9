import { calls, type CallFilter } from "@hausruf/api";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

export const callsKey = ["calls"] as const;
/** Everybody who could be called. */
export const peopleKey = ["people"] as const;
export const colleaguesKey = [...peopleKey, "colleagues"] as const;
const missedKey = [...callsKey, "missed"] as const;
const pageSize = 30;

/** One's own calls, newest first. */
export function useCallLog(filter: CallFilter) {
  return useInfiniteQuery({
    queryKey: [...callsKey, "list", filter],
    queryFn: ({ pageParam }) => calls.list(filter, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}

/** How many calls were missed since one last looked. */
export function useMissed() {
  const { data } = useQuery({
    queryKey: missedKey,
    queryFn: calls.missed,
    refetchOnWindowFocus: true,
  });
  return data?.count ?? 0;
}

/** Whoever looks at the calls has seen the missed ones, also those that come while one looks. */
export function useSeeMissed() {
  const cache = useQueryClient();
  const missed = useMissed();
  const { mutate } = useMutation({
    mutationFn: calls.missedSeen,
    onSuccess: () => cache.setQueryData(missedKey, { count: 0 }),
  });
  useEffect(() => {
    if (missed > 0) mutate();
  }, [missed, mutate]);
}
