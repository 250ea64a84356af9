import { ownPresence, people, problemOf } from "@hausruf/api";
import { useCalls } from "@hausruf/call-react";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { problemText } from "../../problemText.ts";
import { colleaguesKey, peopleKey } from "./useCallLog.ts";

/** Callers find one busy, and it becomes a missed call. Cannot be chosen in a call, nor without a line. */
export function DoNotDisturb({ userId }: { userId: string }) {
  const { t } = useTexts();
  const { state } = useCalls();
  const cache = useQueryClient();
  const { data: first } = useQuery({
    queryKey: colleaguesKey,
    queryFn: people.colleagues,
    select: ({ items }) => items.find(({ id }) => id === userId)?.presence,
  });
  const choose = useMutation({
    mutationFn: ownPresence.set,
    onSettled: () => cache.invalidateQueries({ queryKey: peopleKey }),
    onError: (error) => notify({ kind: "error", text: problemText(t, problemOf(error)) }),
  });
  const presence = state.presence[userId] ?? first;
  const isKnown = presence === "available" || presence === "do-not-disturb";
  return (
    <label className="menu-item">
      <input
        type="checkbox"
        disabled={!isKnown || choose.isPending}
        checked={presence === "do-not-disturb"}
        onChange={(event) => choose.mutate(event.target.checked)}
      />
      {t("calls.doNotDisturb")}
    </label>
  );
}
