import { allowedOrigins } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { IconButton, Notice } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { Loaded } from "../Loaded.tsx";
import { Part } from "../Section.tsx";
import { useRefused } from "../useRefused.ts";
import { AddForm } from "./AddForm.tsx";

const key = ["allowed-origins"];

/** Which pages of other origins may use the office. */
export function Origins() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const query = useQuery({ queryKey: key, queryFn: allowedOrigins.list });
  const replace = useMutation({
    mutationFn: allowedOrigins.replace,
    onSuccess: (saved) => cache.setQueryData(key, saved),
  });
  const { field, text } = useRefused(replace.error);
  const origins = query.data?.origins ?? [];
  return (
    <Part title={t("integrations.origins")} intro={t("integrations.originsIntro")}>
      <Loaded query={query}>
        {() =>
          origins.length === 0 ? (
            <p className="settings-none">{t("integrations.originNone")}</p>
          ) : (
            <ul className="settings-list">
              {origins.map((origin) => (
                <li key={origin}>
                  <div className="what">
                    <strong>{origin}</strong>
                  </div>
                  <IconButton
                    label={t("integrations.originRemove", { origin })}
                    aria-disabled={replace.isPending || undefined}
                    onClick={() => {
                      if (!replace.isPending)
                        replace.mutate(origins.filter((other) => other !== origin));
                    }}
                  >
                    <Trash2 className="icon" aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {text && <Notice>{text}</Notice>}
      {query.data && (
        <AddForm
          label={t("integrations.origin")}
          hint={t("integrations.originHint")}
          error={field ? t("integrations.originRefused") : undefined}
          inputMode="url"
          maxLength={200}
          submit={t("integrations.originAdd")}
          busy={replace.isPending}
          onAdd={(origin, done) =>
            replace.mutate([...new Set([...origins, origin])], { onSuccess: done })
          }
        />
      )}
    </Part>
  );
}
