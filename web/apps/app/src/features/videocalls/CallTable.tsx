import type { VideoCall } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import type { ComponentType, ReactNode } from "react";
import { CallRow } from "./CallRow.tsx";
import type { VideocallQuery } from "./useVideocalls.ts";

type Props = {
  heading: ReactNode;
  label: string;
  lastColumn: ReactNode;
  /** What stands in it: a button, or the duration. */
  Last: ComponentType<{ call: VideoCall }>;
  calls: VideoCall[];
  query: VideocallQuery;
};

/**
 * Calls as a table, or as cards where it is narrow. Cards are `display: grid`, which takes the
 * table's roles away in browsers: hence they are written out.
 */
export function CallTable({ heading, label, lastColumn, Last, calls, query }: Props) {
  const { t } = useTexts();
  const now = new Date(query.dataUpdatedAt);
  return (
    <section aria-label={label}>
      {heading}
      <div className="card">
        <table className="calls" role="table" aria-label={label}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader">{t("videocalls.columnTitle")}</th>
              <th role="columnheader">{t("videocalls.columnStatus")}</th>
              <th role="columnheader">{t("videocalls.columnDate")}</th>
              <th role="columnheader">{t("videocalls.columnPeople")}</th>
              <th role="columnheader">{lastColumn}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {calls.map((call) => (
              <CallRow key={call.id} call={call} now={now} last={<Last call={call} />} />
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && (
        <Button
          className="mt-3"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("videocalls.more")}
        </Button>
      )}
    </section>
  );
}
