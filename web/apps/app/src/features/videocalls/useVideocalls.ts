import { videoCalls, type VideoCallList } from "@hausruf/api";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

const listsKey = ["video-calls", "list"];
const pageSize = 20;
/** Others join and leave, calls run out: what is open is asked for more often than what is over. */
const refreshMs = { open: 10_000, past: 60_000 };

/** One's own video calls, and how to create one. */
export function useVideocalls() {
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: videoCalls.create,
    onSuccess: () => void cache.invalidateQueries({ queryKey: listsKey }),
  });
  return { open: useList("open"), past: useList("past"), create };
}

function useList(state: VideoCallList) {
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
