import { videoCalls, type LineQuality, type Participant } from "@hausruf/api";
import { formatTime, useTexts } from "@hausruf/i18n";
import { Avatar } from "@hausruf/ui";
import { useQuery } from "@tanstack/react-query";
import { verdict } from "./verdict.ts";

const untilAllHaveLeftMs = 2000;

/** After a call, for its host: who was there when, and how their lines were. */
export function Stays({ callId }: { callId: string }) {
  const { t } = useTexts();
  const { data } = useQuery({
    queryKey: ["video-calls", callId, "participants"],
    queryFn: () => videoCalls.participants(callId),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ leftAt }) => leftAt === null) ? untilAllHaveLeftMs : false,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="stays" aria-labelledby="stays">
      <h2 id="stays">{t("room.stays")}</h2>
      <ul>
        {data.items.map((stay) => (
          <Stay key={stay.id} stay={stay} />
        ))}
      </ul>
    </section>
  );
}

function Stay({ stay: { displayName, joinedAt, leftAt, line } }: { stay: Participant }) {
  const { t, language } = useTexts();
  const at = (moment: string) => formatTime(new Date(moment), language);
  return (
    <li>
      <Avatar name={displayName} small />
      <div>
        <strong>{displayName}</strong>{" "}
        <span className="num">
          {t("room.stayBounds", { from: at(joinedAt), to: leftAt ? at(leftAt) : "…" })}
        </span>
        {line && <Line line={line} />}
      </div>
    </li>
  );
}

function Line({ line }: { line: LineQuality }) {
  const { t, language } = useTexts();
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  const loss = Math.max(line.lossSent, line.lossReceived);
  const quality = verdict(line);
  const details = [
    t("room.lineLoss", { percent: number(loss * 100, 1) }),
    line.roundTripMillis !== null && t("room.lineRoundTrip", { ms: number(line.roundTripMillis) }),
    t("room.lineRates", {
      sent: number(line.sentKbps),
      received: number(line.receivedKbps),
    }),
    line.reconnects > 0 && t("room.lineReconnects", { count: line.reconnects }),
    line.path === "tcp" && t("room.lineTcp"),
    line.path === "turn" && t("room.lineTurn"),
  ].filter((detail) => detail !== false);
  return (
    <p className={`line ${quality}`}>
      <b>{t(`room.line-${quality}`)}</b> <span>{details.join(" · ")}</span>
    </p>
  );
}
