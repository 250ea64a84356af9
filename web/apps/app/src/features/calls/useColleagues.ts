import { people } from "@hausruf/api";
import { useQuery } from "@tanstack/react-query";
import { useSession } from "../session/index.ts";
import { colleaguesKey } from "./useCallLog.ts";

/** Everybody else of the office, by name. */
export function useColleagues() {
  const { data: session } = useSession();
  return useQuery({
    queryKey: colleaguesKey,
    queryFn: people.colleagues,
    select: ({ items }) =>
      items
        .filter(({ id }) => id !== session?.user.id)
        .toSorted((one, other) => one.displayName.localeCompare(other.displayName)),
  });
}
