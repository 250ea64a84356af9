import type { VideoCall } from "@hausruf/api";
import { formatDuration, useTexts } from "@hausruf/i18n";
import { CallTable } from "./CallTable.tsx";
import type { VideocallQuery } from "./useVideocalls.ts";

/** Calls that are over, with duration and number of participants. */
export function PastCalls({ calls, query }: { calls: VideoCall[]; query: VideocallQuery }) {
  const { t } = useTexts();
  if (calls.length === 0) return null;
  return (
    <CallTable
      heading={<h2 className="section-head">{t("videocalls.past")}</h2>}
      label={t("videocalls.past")}
      lastColumn={t("videocalls.columnDuration")}
      Last={Duration}
      calls={calls}
      query={query}
    />
  );
}

function Duration({ call: { durationSeconds: seconds } }: { call: VideoCall }) {
  const { t } = useTexts();
  return (
    <span className="duration num">
      {seconds ? (
        formatDuration(seconds)
      ) : (
        <>
          <span aria-hidden="true">–</span>
          <span className="sr-only">{t("videocalls.noDuration")}</span>
        </>
      )}
    </span>
  );
}
