import { videoCalls } from "@hausruf/api";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

const listsKey = ["video-calls", "list"];
const pageSize = 20;
/** Others join and leave, calls run out: what is open is asked for more often than what is over. */
const refreshMs = { unplanned: 10_000, past: 60_000 };

/** One's own video calls, and how to create one. */
export function useVideocalls() {
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: videoCalls.create,
    onSuccess: () => void cache.invalidateQueries({ queryKey: listsKey }),
  });
  const open = useList("unplanned");
  usePastWhenOver(open.data?.map(({ id }) => id));
  return { open, past: useList("past"), create };
}

/** A call that is no longer open is to be seen among the past ones at once. */
function usePastWhenOver(open: string[] | undefined) {
  const cache = useQueryClient();
  const before = useRef<string[]>([]);
  const ids = open?.join(" ");
  useEffect(() => {
    if (ids === undefined) return;
    const now = ids.split(" ");
    if (before.current.some((id) => !now.includes(id)))
      void cache.invalidateQueries({ queryKey: [...listsKey, "past"] });
    before.current = now;
  }, [cache, ids]);
}

function useList(state: keyof typeof refreshMs) {
  return useInfiniteQuery({
    queryKey: [...listsKey, state],
    queryFn: ({ pageParam }) => videoCalls.list(state, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    refetchInterval: refreshMs[state],
  });
}

export type VideocallQuery = ReturnType<typeof useList>;
