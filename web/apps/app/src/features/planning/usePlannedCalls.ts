import { videoCalls, type VideoCallChange } from "@hausruf/api";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

const listsKey = ["video-calls", "list"];
const pageSize = 50;
const refreshMs = 30_000;

/** One's own planned calls, the next first. */
export function usePlannedCalls() {
  return useInfiniteQuery({
    queryKey: [...listsKey, "planned"],
    queryFn: ({ pageParam }) => videoCalls.list("planned", pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    refetchInterval: refreshMs,
  });
}

/** What one does about them; each shows in all lists. */
export function usePlanning() {
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: listsKey });
  return {
    plan: useMutation({ mutationFn: videoCalls.create, onSuccess }),
    change: useMutation({
      mutationFn: ({ id, change }: { id: string; change: VideoCallChange }) =>
        videoCalls.change(id, change),
      onSuccess,
    }),
    cancel: useMutation({ mutationFn: videoCalls.cancel, onSuccess }),
  };
}
