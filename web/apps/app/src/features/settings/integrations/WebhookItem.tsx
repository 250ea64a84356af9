import { webhooks, type Webhook } from "@hausruf/api";
import { formatDate, useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useRefused } from "../useRefused.ts";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Deliveries } from "./Deliveries.tsx";
import { SecretDialog } from "./SecretDialog.tsx";
import { deliveriesKey, webhooksKey } from "./webhooksKey.ts";

/** One receiver: whether it takes anything, what was sent to it, and what can be done about it. */
export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const { t } = useTexts();
  const { id, url, enabled } = webhook;
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<"delete" | "secret" | null>(null);
  const acts = useActs(id, () => setAsking(null));
  const refused = useRefused(acts.toggle.error ?? acts.test.error).text;
  return (
    <li className="hook">
      <div className="what">
        <strong>{url}</strong>
        <State webhook={webhook} />
      </div>
      <div className="acts">
        <Button
          busy={acts.test.isPending}
          onClick={() => acts.test.mutate(undefined, { onSuccess: () => setOpen(true) })}
        >
          {t("integrations.test")}
        </Button>
        <Button busy={acts.toggle.isPending} onClick={() => acts.toggle.mutate(!enabled)}>
          {t(enabled ? "integrations.switchOff" : "integrations.switchOn")}
        </Button>
        <Button onClick={() => setAsking("secret")}>{t("integrations.newSecret")}</Button>
        <Button onClick={() => setAsking("delete")}>{t("integrations.delete")}</Button>
      </div>
      {refused && <Notice>{refused}</Notice>}
      <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronDown className="icon" aria-hidden />
        {t("integrations.deliveries")}
      </Button>
      {open && <Deliveries webhookId={id} />}
      {asking === "delete" && (
        <ConfirmDialog
          danger
          title={t("integrations.deleteTitle")}
          text={t("integrations.deleteText", { url })}
          label={t("integrations.delete")}
          action={acts.remove}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "secret" && (
        <ConfirmDialog
          title={t("integrations.newSecretTitle")}
          text={t("integrations.newSecretText")}
          label={t("integrations.issue")}
          action={acts.newSecret}
          onClose={() => setAsking(null)}
        />
      )}
      {acts.newSecret.data && (
        <SecretDialog
          title={t("integrations.hookNew")}
          intro={t("integrations.hookSecretText", { once: t("integrations.once") })}
          label="Secret"
          secret={acts.newSecret.data.secret}
          onClose={acts.newSecret.reset}
        />
      )}
    </li>
  );
}

function useActs(id: string, answered: () => void) {
  const cache = useQueryClient();
  const changed = () => cache.invalidateQueries({ queryKey: webhooksKey });
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => webhooks.switch(id, enabled),
    onSuccess: changed,
  });
  const test = useMutation({
    mutationFn: () => webhooks.test(id),
    onSuccess: () => cache.invalidateQueries({ queryKey: deliveriesKey(id) }),
  });
  const newSecret = useMutation({
    mutationFn: () => webhooks.newSecret(id),
    gcTime: 0,
    onSuccess: answered,
  });
  const remove = useMutation({ mutationFn: () => webhooks.delete(id), onSuccess: changed });
  return { toggle, test, newSecret, remove };
}

function State({ webhook: { enabled, disabledReason, failingSince } }: { webhook: Webhook }) {
  const { t, language } = useTexts();
  if (disabledReason)
    return <span className="bad">{t(`integrations.disabled-${disabledReason}`)}</span>;
  if (!enabled) return <span>{t("integrations.hookOff")}</span>;
  if (!failingSince) return <span>{t("integrations.hookOn")}</span>;
  const date = formatDate(new Date(failingSince), language);
  return <span className="bad">{t("integrations.failingSince", { date })}</span>;
}
