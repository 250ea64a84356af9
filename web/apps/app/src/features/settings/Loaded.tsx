import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { settingsProblem } from "./settingsProblem.ts";
import { Waiting } from "./Waiting.tsx";

type Props<T> = { query: UseQueryResult<T>; children: (data: T) => ReactNode };

/** What the server has, once it is here; or why it is not, and a way to ask again. */
export function Loaded<T>({ query, children }: Props<T>) {
  const { t } = useTexts();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Waiting />;
  return (
    <Notice
      action={
        <Button busy={query.isFetching} onClick={() => void query.refetch()}>
          {t("frame.retry")}
        </Button>
      }
    >
      {t("settings.failed")} {settingsProblem(t, problemOf(query.error))}
    </Notice>
  );
}
