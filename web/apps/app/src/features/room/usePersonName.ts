import { useTexts } from "@hausruf/i18n";
import { useCallback } from "react";
import type { Person } from "./roomState.ts";

/** How somebody is called on the screen. */
export function usePersonName() {
  const { t } = useTexts();
  return useCallback(
    ({ name, isLocal }: Person) => {
      const called = name || t("room.guest");
      return isLocal ? t("room.you", { name: called }) : called;
    },
    [t],
  );
}
