import { callSettings, type CallSettings } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice, notify } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { Loaded } from "./Loaded.tsx";
import { Part, Section } from "./Section.tsx";
import { useRefused } from "./useRefused.ts";

const key = ["call-settings"];
/** What the server takes. */
const range = { from: 5, to: 120 };

/** How the office rings. */
export function CallsSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("settings.calls")} intro={t("settings.callsIntro")}>
      <Ringing />
    </Section>
  );
}

function Ringing() {
  const { t } = useTexts();
  const query = useQuery({ queryKey: key, queryFn: callSettings.read });
  return (
    <Part title={t("settings.ring")}>
      <Loaded query={query}>{(settings) => <RingForm settings={settings} />}</Loaded>
    </Part>
  );
}

function RingForm({ settings }: { settings: CallSettings }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const id = useId();
  const [seconds, setSeconds] = useState(String(settings.ringSeconds));
  const [whenBusy, setWhenBusy] = useState(settings.ringWhenBusy);
  const save = useMutation({
    mutationFn: callSettings.write,
    onSuccess: (saved) => {
      cache.setQueryData(key, saved);
      notify({ kind: "info", text: t("settings.saved") });
    },
  });
  const { field, text } = useRefused(save.error);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate({ ringSeconds: Number(seconds), ringWhenBusy: whenBusy });
  }
  return (
    <form className="settings-form" noValidate onSubmit={submit}>
      {text && <Notice>{text}</Notice>}
      <Field
        label={t("settings.ringSeconds")}
        hint={t("settings.ringSecondsHint", range)}
        error={field ? t("settings.ringSecondsRefused", range) : undefined}
        type="number"
        inputMode="numeric"
        min={range.from}
        max={range.to}
        value={seconds}
        onChange={(event) => setSeconds(event.target.value)}
      />
      <div className="check-row">
        <input
          id={id}
          type="checkbox"
          aria-describedby={`${id}-hint`}
          checked={whenBusy}
          onChange={(event) => setWhenBusy(event.target.checked)}
        />
        <label htmlFor={id}>{t("settings.ringWhenBusy")}</label>
        <span id={`${id}-hint`}>{t("settings.ringWhenBusyHint")}</span>
      </div>
      <div className="settings-foot">
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t(save.isPending ? "settings.saving" : "settings.save")}
        </Button>
      </div>
    </form>
  );
}
