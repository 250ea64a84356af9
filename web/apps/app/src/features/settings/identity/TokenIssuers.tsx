import { tokenIssuers, type TokenIssuer } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../integrations/ConfirmDialog.tsx";
import { Loaded } from "../Loaded.tsx";
import { Part } from "../Section.tsx";
import { IssuerDialog } from "./IssuerDialog.tsx";
import { issuersKey } from "./issuersKey.ts";

/** Others whose tokens open this office's calls. */
export function TokenIssuers() {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: issuersKey, queryFn: tokenIssuers.list });
  return (
    <Part title={t("identity.issuers")} intro={t("identity.issuersIntro")}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="settings-none">{t("identity.none")}</p>
          ) : (
            <ul className="settings-list">
              {items.map((it) => (
                <IssuerRow key={it.id} issuer={it} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="settings-foot">
        <Button onClick={() => setAdding(true)}>{t("identity.add")}</Button>
      </div>
      {adding && <IssuerDialog onClose={() => setAdding(false)} />}
    </Part>
  );
}

function IssuerRow({ issuer: it }: { issuer: TokenIssuer }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [open, setOpen] = useState<"change" | "remove" | null>(null);
  const close = () => setOpen(null);
  const remove = useMutation({
    mutationFn: () => tokenIssuers.remove(it.id),
    onSuccess: () => cache.invalidateQueries({ queryKey: issuersKey }),
  });
  const { issuer, tenantClaim: claim, tenantValue: value } = it;
  return (
    <li>
      <div className="what">
        <strong>{issuer}</strong>
        <span>{it.audience}</span>
        <span>
          {it.jwksUrl
            ? t("identity.byKeys", { host: new URL(it.jwksUrl).host })
            : t("identity.bySecret")}
        </span>
        {claim && <span>{t("identity.forTenant", { claim, value })}</span>}
      </div>
      <Button
        kind="quiet"
        aria-label={t("identity.changeThat", { name: issuer })}
        onClick={() => setOpen("change")}
      >
        {t("identity.change")}
      </Button>
      <Button
        kind="quiet"
        aria-label={t("identity.removeThat", { issuer })}
        onClick={() => setOpen("remove")}
      >
        {t("identity.remove")}
      </Button>
      {open === "change" && <IssuerDialog issuer={it} onClose={close} />}
      {open === "remove" && (
        <ConfirmDialog
          danger
          title={t("identity.removeTitle")}
          text={t("identity.removeText", { issuer })}
          label={t("identity.remove")}
          action={remove}
          onClose={close}
        />
      )}
    </li>
  );
}
