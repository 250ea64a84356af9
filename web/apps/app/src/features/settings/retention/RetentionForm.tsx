import { limits, retention, type Retention } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useRefused } from "../useRefused.ts";
import { ShorterDialog } from "./ShorterDialog.tsx";

export const retentionKey = ["retention"];

type Kind = keyof Retention;

/** From how many days on. */
const from: Record<Kind, number> = {
  callLogDays: limits.minRetentionDays,
  videoCallDays: limits.minRetentionDays,
  webhookDeliveryDays: limits.minRetentionDays,
  auditLogDays: limits.minAuditRetentionDays,
};
const to = limits.maxRetentionDays;
const kinds: Kind[] = ["callLogDays", "videoCallDays", "webhookDeliveryDays", "auditLogDays"];

type Typed = Record<Kind, string>;

const shown = (days: number | null) => (days === null ? "" : String(days));

/** @returns null for good; NaN, which fits nothing, for what is no number */
const days = (typed: string) => (typed.trim() === "" ? null : Number(typed));

const isFit = (kind: Kind, value: number | null) =>
  value === null || (Number.isInteger(value) && value >= from[kind] && value <= to);

/** Whether that would have something deleted which is kept now. */
const isShorter = (now: Retention, wanted: Retention) =>
  kinds.some((kind) => wanted[kind] !== null && wanted[kind] < (now[kind] ?? Infinity));

export function RetentionForm({ rules }: { rules: Retention }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [typed, setTyped] = useState<Typed>({
    callLogDays: shown(rules.callLogDays),
    videoCallDays: shown(rules.videoCallDays),
    webhookDeliveryDays: shown(rules.webhookDeliveryDays),
    auditLogDays: shown(rules.auditLogDays),
  });
  const [isChecked, setChecked] = useState(false);
  const [asking, setAsking] = useState(false);
  const wanted: Retention = {
    callLogDays: days(typed.callLogDays),
    videoCallDays: days(typed.videoCallDays),
    webhookDeliveryDays: days(typed.webhookDeliveryDays),
    auditLogDays: days(typed.auditLogDays),
  };
  const save = useMutation({
    mutationFn: retention.write,
    onSuccess: (saved) => {
      cache.setQueryData(retentionKey, saved);
      notify({ kind: "info", text: t("settings.saved") });
    },
    onSettled: () => setAsking(false),
  });
  const { field, text } = useRefused(save.error);
  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (save.isPending || !kinds.every((kind) => isFit(kind, wanted[kind]))) return;
    if (isShorter(rules, wanted)) setAsking(true);
    else save.mutate(wanted);
  }
  return (
    <form className="settings-form" noValidate onSubmit={submit}>
      {text && <Notice>{text}</Notice>}
      {kinds.map((kind) => {
        const range = { from: from[kind], to };
        const isWrong = (isChecked && !isFit(kind, wanted[kind])) || field === kind;
        return (
          <Field
            key={kind}
            label={t(`retention.${kind}`)}
            hint={t(`retention.${kind}Hint`, range)}
            error={isWrong ? t("retention.refused", range) : undefined}
            end={<span className="unit">{t("retention.days")}</span>}
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={typed[kind]}
            onChange={(event) => setTyped({ ...typed, [kind]: event.target.value })}
          />
        );
      })}
      <div className="settings-foot">
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t(save.isPending ? "settings.saving" : "settings.save")}
        </Button>
      </div>
      {asking && (
        <ShorterDialog
          busy={save.isPending}
          onConfirm={() => save.mutate(wanted)}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}
