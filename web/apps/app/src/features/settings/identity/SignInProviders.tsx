import { signInProviders, type SignInProvider } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../integrations/ConfirmDialog.tsx";
import { Loaded } from "../Loaded.tsx";
import { Part } from "../Section.tsx";
import { providersKey } from "./issuersKey.ts";
import { ProviderDialog } from "./ProviderDialog.tsx";

/** With whom the office's people sign in. */
export function SignInProviders() {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: providersKey, queryFn: signInProviders.list });
  return (
    <Part title={t("identity.providers")} intro={t("identity.providersIntro")}>
      <Loaded query={query}>
        {({ redirectUri, items }) => (
          <>
            <Shown
              label={t("identity.redirectUri")}
              hint={t("identity.redirectHint")}
              value={redirectUri}
            />
            {items.length === 0 ? (
              <p className="settings-none">{t("identity.noProviders")}</p>
            ) : (
              <ul className="settings-list">
                {items.map((it) => (
                  <ProviderRow key={it.id} provider={it} />
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      <div className="settings-foot">
        <Button onClick={() => setAdding(true)}>{t("identity.addProvider")}</Button>
      </div>
      {adding && <ProviderDialog onClose={() => setAdding(false)} />}
    </Part>
  );
}

/** Something to be copied. */
function Shown({ label, hint, value }: { label: string; hint?: string; value: string }) {
  return (
    <Field
      label={label}
      hint={hint}
      readOnly
      value={value}
      onFocus={(event) => event.target.select()}
    />
  );
}

function ProviderRow({ provider: it }: { provider: SignInProvider }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [open, setOpen] = useState<"change" | "remove" | null>(null);
  const close = () => setOpen(null);
  const remove = useMutation({
    mutationFn: () => signInProviders.remove(it.id),
    onSuccess: () => cache.invalidateQueries({ queryKey: providersKey }),
  });
  const { name } = it;
  return (
    <li>
      <div className="what">
        <strong>{name}</strong>
        <span>{it.issuer}</span>
      </div>
      <Button
        kind="quiet"
        aria-label={t("identity.changeThat", { name })}
        onClick={() => setOpen("change")}
      >
        {t("identity.change")}
      </Button>
      <Button
        kind="quiet"
        aria-label={t("identity.removeThat", { issuer: name })}
        onClick={() => setOpen("remove")}
      >
        {t("identity.remove")}
      </Button>
      <div className="w-full">
        <Shown label={t("identity.providerLink", { name })} value={it.link} />
      </div>
      {open === "change" && <ProviderDialog provider={it} onClose={close} />}
      {open === "remove" && (
        <ConfirmDialog
          danger
          title={t("identity.removeProviderTitle")}
          text={t("identity.removeProviderText", { name })}
          label={t("identity.remove")}
          action={remove}
          onClose={close}
        />
      )}
    </li>
  );
}
