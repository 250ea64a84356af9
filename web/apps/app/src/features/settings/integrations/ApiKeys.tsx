import { apiKeys, limits, type ApiKey } from "@hausruf/api";
import { formatDate, useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../Loaded.tsx";
import { Part } from "../Section.tsx";
import { useRefused } from "../useRefused.ts";
import { AddForm } from "./AddForm.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { SecretDialog } from "./SecretDialog.tsx";

const key = ["api-keys"];

/** The office's programs: a key is shown once, when it is made. */
export function ApiKeys() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const query = useQuery({ queryKey: key, queryFn: apiKeys.list });
  const create = useMutation({
    mutationFn: apiKeys.create,
    gcTime: 0,
    onSuccess: () => cache.invalidateQueries({ queryKey: key }),
  });
  const { field, text } = useRefused(create.error);
  const made = create.data;
  return (
    <Part title={t("integrations.keys")} intro={t("integrations.keysIntro")}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="settings-none">{t("integrations.keyNone")}</p>
          ) : (
            <ul className="settings-list">
              {items.map((it) => (
                <KeyRow key={it.id} apiKey={it} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {text && <Notice>{text}</Notice>}
      <AddForm
        label={t("integrations.keyName")}
        error={field ? t("integrations.keyNameRefused", { count: limits.name }) : undefined}
        maxLength={limits.name}
        submit={t("integrations.keyAdd")}
        busy={create.isPending}
        onAdd={(name, done) => create.mutate(name, { onSuccess: done })}
      />
      {made && (
        <SecretDialog
          title={t("integrations.keyNew", { name: made.key.name })}
          intro={t("integrations.once")}
          label={t("integrations.secret")}
          secret={made.secret}
          onClose={create.reset}
        />
      )}
    </Part>
  );
}

function KeyRow({ apiKey: { id, name, createdBy, createdAt, lastUsedOn } }: { apiKey: ApiKey }) {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => apiKeys.revoke(id),
    onSuccess: () => cache.invalidateQueries({ queryKey: key }),
  });
  const day = (text: string) => formatDate(new Date(text), language);
  const date = day(createdAt);
  return (
    <li>
      <div className="what">
        <strong>{name}</strong>
        <span>
          {createdBy
            ? t("integrations.keyMade", { date, name: createdBy })
            : t("integrations.keyMadeBy", { date })}
        </span>
        <span>
          {lastUsedOn
            ? t("integrations.keyUsed", { date: day(`${lastUsedOn}T12:00:00Z`) })
            : t("integrations.keyUnused")}
        </span>
      </div>
      <Button
        kind="quiet"
        aria-label={t("integrations.revokeThat", { name })}
        onClick={() => setAsking(true)}
      >
        {t("integrations.revoke")}
      </Button>
      {asking && (
        <ConfirmDialog
          danger
          title={t("integrations.revokeTitle", { name })}
          text={t("integrations.revokeText")}
          label={t("integrations.revoke")}
          action={revoke}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
