import { useTexts } from "@hausruf/i18n";
import { Avatar, Button } from "@hausruf/ui";
import { Phone } from "lucide-react";
import type { Incoming } from "@hausruf/call-core";
import { useRingTitle } from "./useRingTitle.ts";

type Props = { call: Incoming; accept: () => void; decline: () => void };

/** Somebody calls who is talking: said once, and in reach without taking anything away. */
export function SecondCall({ call, accept, decline }: Props) {
  const { t, language } = useTexts();
  const { name } = call.from;
  useRingTitle(t("calls.incomingFrom", { name }));
  return (
    <section
      className="hausruf second-call"
      lang={language}
      aria-label={t("calls.incomingFrom", { name })}
    >
      <Avatar name={name} />
      <p role="alert">
        <span>{t("calls.second")}</span>
        <strong>{name}</strong>
      </p>
      <div className="two">
        <Button kind="hangup" onClick={decline}>
          <Phone className="icon hang" aria-hidden />
          {t("calls.decline")}
        </Button>
        <Button className="accept" busy={call.answering} onClick={accept}>
          {!call.answering && <Phone className="icon" aria-hidden />}
          {t(call.answering ? "calls.answering" : "calls.acceptSecond")}
        </Button>
      </div>
    </section>
  );
}
