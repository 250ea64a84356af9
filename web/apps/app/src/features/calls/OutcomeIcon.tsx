import {
  CircleMinus,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  TriangleAlert,
  X,
} from "lucide-react";
import type { CallOutcome } from "./callWords.ts";

const looks = {
  completed: { Icon: PhoneOutgoing, tone: "ok" },
  talking: { Icon: PhoneCall, tone: "ok" },
  ringing: { Icon: PhoneCall, tone: "" },
  missed: { Icon: PhoneMissed, tone: "bad" },
  failed: { Icon: TriangleAlert, tone: "bad" },
  busy: { Icon: CircleMinus, tone: "warn" },
  "no-answer": { Icon: PhoneMissed, tone: "warn" },
  declined: { Icon: PhoneOff, tone: "" },
  cancelled: { Icon: X, tone: "" },
} as const;

/** Beside the words, never instead of them. */
export function OutcomeIcon(props: { outcome: CallOutcome; direction: "in" | "out" }) {
  const { Icon, tone } = looks[props.outcome];
  const Shown = props.outcome === "completed" && props.direction === "in" ? PhoneIncoming : Icon;
  return (
    <span className={`outcome ${tone}`} aria-hidden="true">
      <Shown className="icon" />
    </span>
  );
}
