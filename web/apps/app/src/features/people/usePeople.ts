import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { settingsProblem } from "../settings/settingsProblem.ts";
import { peopleKey } from "./peopleKey.ts";

/** Something done to an account or an invitation: the list is read anew, a refusal is said in a toast. */
export function usePeopleAction<T>(work: (id: string) => Promise<T>, done?: (result: T) => void) {
  const { t } = useTexts();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: (result) => done?.(result),
    onError: (error) => notify({ kind: "error", text: settingsProblem(t, problemOf(error)) }),
    onSettled: () => cache.invalidateQueries({ queryKey: peopleKey }),
  });
}
