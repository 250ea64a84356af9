import { formatTimer, useTexts } from "@hausruf/i18n";
import { useEffect, useState } from "react";
import {
  secondsSince,
  statusWords,
  type CallState,
  type MediaState,
  type ShownCall,
} from "@hausruf/call-core";

type Props = { own: ShownCall; presence: CallState["presence"]; media: MediaState };

/** In one line: how far the call is, or how it ended. Read out when it changes, but for the seconds. */
export function CallStatus({ own, presence, media }: Props) {
  const { t } = useTexts();
  const isTalked = own.phase === "talking" && media.connection === "connected";
  return (
    <>
      {isTalked && <CallTimer answeredAt={own.answeredAt} />}
      <span className={isTalked ? "sr-only" : "status"} role="status">
        {statusWords((key, gaps) => t(key, gaps), { own, presence }, media)}
      </span>
    </>
  );
}

/** From the answer on. */
function CallTimer({ answeredAt }: { answeredAt: number }) {
  const { t } = useTexts();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticks = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(ticks);
  }, []);
  return (
    <span className="live num" role="timer" aria-label={t("room.duration")}>
      {formatTimer(secondsSince({ answeredAt }, now)).replace(/^00:/, "")}
    </span>
  );
}
