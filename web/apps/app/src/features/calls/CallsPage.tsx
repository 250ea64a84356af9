import { useTexts } from "@hausruf/i18n";
import { Button, Notice, usePageTitle } from "@hausruf/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { PushSwitch } from "../push/index.ts";
import { useSession } from "../session/index.ts";
import { CallDays } from "./CallDays.tsx";
import { callSearch, filterOf, type CallSearch } from "./callFilter.ts";
import { Filters } from "./Filters.tsx";
import { NoLog } from "./NoLog.tsx";
import { useCallLog, useSeeMissed } from "./useCallLog.ts";
import "./calls.css";

/** `/portal/office/calls`: one's ringing calls. Its filters are its address. */
export function CallsPage() {
  const { t } = useTexts();
  const { data: session } = useSession();
  // The router hands on what an address has besides.
  const search = callSearch(useSearch({ from: "/signed-in/office/portal/office/calls" }));
  const navigate = useNavigate();
  const [opened] = useState(() => new Date());
  const log = useCallLog(filterOf(search, opened));
  useSeeMissed();
  usePageTitle(t("calls.title"), session?.tenant.name);
  const narrow = (to: CallSearch) => void navigate({ to: "/portal/office/calls", search: to });
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <>
      <div className="page-head">
        <h1 tabIndex={-1}>{t("calls.title")}</h1>
      </div>
      <PushSwitch />
      <Filters search={search} narrow={narrow} />
      {log.isError && (
        <Notice
          action={
            <Button busy={log.isFetching} onClick={() => void log.refetch()}>
              {t("frame.retry")}
            </Button>
          }
        >
          {t("calls.failed")}
        </Notice>
      )}
      {log.isPending && (
        <p className="sr-only" role="status">
          {t("calls.loading")}
        </p>
      )}
      {log.data?.length === 0 && <NoLog {...(isNarrowed && { showAll: () => narrow({}) })} />}
      {log.data && <CallDays calls={log.data} now={new Date(log.dataUpdatedAt)} />}
      {log.hasNextPage && (
        <Button
          className="mt-3"
          busy={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t("calls.more")}
        </Button>
      )}
    </>
  );
}
