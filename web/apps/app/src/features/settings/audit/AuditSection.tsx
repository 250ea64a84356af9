import { auditEvents, auditLog, problemOf, type AuditEvent } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Part, Section } from "../Section.tsx";
import { settingsProblem } from "../settingsProblem.ts";
import { Waiting } from "../Waiting.tsx";
import { AuditRow } from "./AuditRow.tsx";
import { EventSelect } from "./EventSelect.tsx";

const pageSize = 50;

/** Who did what in the office, for its admins. */
export function AuditSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("settings.audit")} intro={t("audit.intro")}>
      <Entries />
    </Section>
  );
}

function Entries() {
  const { t } = useTexts();
  const [event, setEvent] = useState<AuditEvent | null>(null);
  return (
    <Part title={t("audit.entries")}>
      <EventSelect
        value={event ?? ""}
        onChange={(slug) => setEvent(auditEvents.find((it) => it === slug) ?? null)}
      />
      <EntryList key={event} event={event} />
    </Part>
  );
}

function EntryList({ event }: { event: AuditEvent | null }) {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: ["audit-log", event],
    queryFn: ({ pageParam }) => auditLog.list(event, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = query.data?.pages.flatMap((page) => page.items);
  const retry = () => void (items ? query.fetchNextPage() : query.refetch());
  return (
    <>
      {query.isPending && <Waiting />}
      {items?.length === 0 && <p className="settings-none">{t("audit.none")}</p>}
      {items && items.length > 0 && (
        <ul className="settings-list" aria-label={t("audit.entries")}>
          {items.map((it) => (
            <AuditRow key={it.id} entry={it} now={new Date(query.dataUpdatedAt)} />
          ))}
        </ul>
      )}
      {query.isError && (
        <Notice
          action={
            <Button busy={query.isFetching} onClick={retry}>
              {t("frame.retry")}
            </Button>
          }
        >
          {t("settings.failed")} {settingsProblem(t, problemOf(query.error))}
        </Notice>
      )}
      {query.hasNextPage && !query.isError && (
        <div className="settings-foot">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("audit.more")}
          </Button>
        </div>
      )}
    </>
  );
}
