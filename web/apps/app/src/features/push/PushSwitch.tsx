import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Bell, BellOff } from "lucide-react";
import { useId, useSyncExternalStore } from "react";
import { pushClient, type PushClient } from "./pushClient.ts";
import "./push.css";

/** Whether this device tells of calls while no page is open: what is, in a sentence, and what can be done about it. */
export function PushSwitch({ client = pushClient }: { client?: PushClient }) {
  const { t } = useTexts();
  const id = useId();
  const state = useSyncExternalStore(client.subscribe, client.snapshot);
  if (state === "unknown") return null;
  const Icon = state === "on" ? Bell : BellOff;
  const [label, run] =
    state === "on"
      ? ([t("push.turnOff"), client.turnOff] as const)
      : ([t(state === "failed" ? "push.again" : "push.turnOn"), client.turnOn] as const);
  const canChange = state !== "unsupported" && state !== "denied";
  return (
    <section className="push-switch" aria-labelledby={id}>
      <Icon className="icon" aria-hidden />
      <div>
        <strong id={id}>{t("push.title")}</strong>
        <p role="status">{t(`push.${state === "busy" ? "off" : state}`)}</p>
      </div>
      {canChange && (
        <Button
          kind={state === "on" ? "quiet" : "secondary"}
          busy={state === "busy"}
          onClick={() => void run()}
        >
          {label}
        </Button>
      )}
    </section>
  );
}
