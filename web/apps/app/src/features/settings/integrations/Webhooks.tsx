import { webhooks } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Notice } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "../Loaded.tsx";
import { Part } from "../Section.tsx";
import { useRefused } from "../useRefused.ts";
import { AddForm } from "./AddForm.tsx";
import { SecretDialog } from "./SecretDialog.tsx";
import { WebhookItem } from "./WebhookItem.tsx";
import { webhooksKey } from "./webhooksKey.ts";

/** Who is told of the office's calls. */
export function Webhooks() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const query = useQuery({ queryKey: webhooksKey, queryFn: webhooks.list });
  const create = useMutation({
    mutationFn: webhooks.create,
    gcTime: 0,
    onSuccess: () => cache.invalidateQueries({ queryKey: webhooksKey }),
  });
  const { field, text } = useRefused(create.error);
  return (
    <Part title={t("integrations.webhooks")} intro={t("integrations.webhooksIntro")}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="settings-none">{t("integrations.hookNone")}</p>
          ) : (
            <ul className="settings-list">
              {items.map((it) => (
                <WebhookItem key={it.id} webhook={it} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {text && <Notice>{text}</Notice>}
      <AddForm
        label={t("integrations.url")}
        hint={t("integrations.urlHint")}
        error={field ? t("integrations.urlRefused") : undefined}
        inputMode="url"
        maxLength={2000}
        submit={t("integrations.hookAdd")}
        busy={create.isPending}
        onAdd={(url, done) => create.mutate(url, { onSuccess: done })}
      />
      {create.data && (
        <SecretDialog
          title={t("integrations.hookNew")}
          intro={t("integrations.hookSecretText", { once: t("integrations.once") })}
          label="Secret"
          secret={create.data.secret}
          onClose={create.reset}
        />
      )}
    </Part>
  );
}
