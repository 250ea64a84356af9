import type { VideoCall } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Link } from "@tanstack/react-router";
import { CallTable } from "./CallTable.tsx";
import type { VideocallQuery } from "./useVideocalls.ts";

/** Calls that run or are planned. */
export function OpenCalls({ calls, query }: { calls: VideoCall[]; query: VideocallQuery }) {
  const { t } = useTexts();
  if (calls.length === 0) return null;
  return (
    <CallTable
      heading={<h2 className="sr-only">{t("videocalls.open")}</h2>}
      label={t("videocalls.open")}
      lastColumn={<span className="sr-only">{t("videocalls.columnAction")}</span>}
      Last={OpenButton}
      calls={calls}
      query={query}
    />
  );
}

function OpenButton({ call }: { call: VideoCall }) {
  const { t } = useTexts();
  if (call.status !== "active") return null;
  return (
    <Link
      className="btn secondary"
      to="/portal/office/videocalls/$callId"
      params={{ callId: call.id }}
      aria-label={t("videocalls.openCallNamed", { title: call.title })}
    >
      {t("videocalls.openCall")}
    </Link>
  );
}
