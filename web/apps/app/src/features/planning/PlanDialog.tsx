import { limits, type HostEntry, type VideoCall } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { useId, useState, type FormEvent } from "react";
import type { PlannedCall } from "./days.ts";
import { lengths, usePlanForm } from "./usePlanForm.ts";
import { usePlanning } from "./usePlannedCalls.ts";

type Props = {
  /** The one to be changed; null: a new one. */
  call: PlannedCall | null;
  timeZone: string;
  onPlanned: (entry: HostEntry) => void;
  onChanged: (call: VideoCall) => void;
  onClose: () => void;
};

/** When a call is to be, and how long. */
export function PlanDialog({ call, timeZone, onPlanned, onChanged, onClose }: Props) {
  const { t, language } = useTexts();
  const { plan, change } = usePlanning();
  const [lobby, setLobby] = useState(false);
  const id = useId();
  const form = usePlanForm(call, timeZone, plan.error ?? change.error);
  const busy = plan.isPending || change.isPending;

  function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = busy ? null : form.read();
    if (!wanted) return;
    const { title, ...schedule } = wanted;
    if (call) change.mutate({ id: call.id, change: wanted }, { onSuccess: onChanged });
    else
      plan.mutate(
        { title, locale: language, schedule, ...(lobby && { lobby }) },
        { onSuccess: onPlanned },
      );
  }

  return (
    <Dialog
      title={t(call ? "planning.changeTitle" : "planning.newTitle")}
      intro={t(call ? "planning.changeIntro" : "planning.newIntro")}
      onClose={onClose}
    >
      <form className="grid gap-5" noValidate onSubmit={submit}>
        {form.elsewhere && <Notice>{form.elsewhere}</Notice>}
        <Field
          label={t("planning.title")}
          error={form.wrong.title}
          placeholder={t("planning.titlePlaceholder")}
          data-autofocus
          autoComplete="off"
          maxLength={limits.title}
          value={form.values.title}
          onChange={(event) => form.set("title", event.target.value)}
        />
        <div className="plan-when">
          <Field
            label={t("planning.date")}
            type="date"
            error={form.wrong.date}
            value={form.values.date}
            onChange={(event) => form.set("date", event.target.value)}
          />
          <Field
            label={t("planning.time")}
            type="time"
            error={form.wrong.time}
            value={form.values.time}
            onChange={(event) => form.set("time", event.target.value)}
          />
          <Field
            label={t("planning.length")}
            type="number"
            inputMode="numeric"
            min={lengths.min}
            max={lengths.max}
            step={5}
            error={form.wrong.minutes}
            value={form.values.minutes}
            onChange={(event) => form.set("minutes", event.target.value)}
          />
        </div>
        <p className="zone-note">{t("planning.zone", { zone: timeZone })}</p>
        {!call && (
          <div className="check-row">
            <input
              id={id}
              type="checkbox"
              aria-describedby={`${id}-hint`}
              checked={lobby}
              onChange={(event) => setLobby(event.target.checked)}
            />
            <label htmlFor={id}>{t("videocalls.newLobby")}</label>
            <span id={`${id}-hint`}>{t("videocalls.newLobbyHint")}</span>
          </div>
        )}
        <div className="dialog-foot">
          <Button onClick={onClose}>{t("frame.cancel")}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {call
              ? t(busy ? "planning.savingChange" : "planning.saveChange")
              : t(busy ? "planning.saving" : "planning.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
