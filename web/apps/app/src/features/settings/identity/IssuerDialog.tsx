import { tokenIssuers, type NewTokenIssuer, type TokenIssuer } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useId, useState, type ChangeEvent, type ComponentProps, type FormEvent } from "react";
import { useRefused } from "../useRefused.ts";
import { issuersKey } from "./issuersKey.ts";

type Kind = "jwks" | "shared";

const empty = {
  issuer: "",
  audience: "",
  jwksUrl: "",
  secret: "",
  emailClaim: "email",
  tenantClaim: "",
  tenantValue: "",
};
type Name = keyof typeof empty;

/** Not of the secret: one that was pasted and cut off would be another, and nobody could see that. */
const longest: Partial<Record<Name, number>> = {
  issuer: 500,
  audience: 200,
  jwksUrl: 2000,
  emailClaim: 100,
  tenantClaim: 100,
  tenantValue: 200,
};

/** What is typed for the other kind of key is not sent. */
function typed(values: typeof empty, kind: Kind, emailTrusted: boolean): NewTokenIssuer {
  const { jwksUrl, secret, tenantClaim, tenantValue, ...rules } = values;
  const claims = { ...(tenantClaim && { tenantClaim }), ...(tenantValue && { tenantValue }) };
  return { ...rules, ...claims, emailTrusted, ...(kind === "jwks" ? { jwksUrl } : { secret }) };
}

/** A secret that is left empty stays, and an address of keys that nobody touched is not looked up again. */
function change(values: typeof empty, kind: Kind, emailTrusted: boolean, was: TokenIssuer) {
  const { issuer: _, jwksUrl, secret, ...rules } = values;
  const isKept = kind === "jwks" ? jwksUrl === was.jwksUrl : !secret && !was.jwksUrl;
  return { ...rules, emailTrusted, ...(!isKept && (kind === "jwks" ? { jwksUrl } : { secret })) };
}

const valuesOf = (issuer: TokenIssuer): typeof empty => ({
  issuer: issuer.issuer,
  audience: issuer.audience,
  jwksUrl: issuer.jwksUrl ?? "",
  secret: "",
  emailClaim: issuer.emailClaim,
  tenantClaim: issuer.tenantClaim ?? "",
  tenantValue: issuer.tenantValue ?? "",
});

type Props = {
  /** None: a new one. */
  issuer?: TokenIssuer;
  onClose: () => void;
};

/** Has the office trust another issuer, or that one otherwise. */
export function IssuerDialog({ issuer, onClose }: Props) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const id = useId();
  const [values, setValues] = useState(issuer ? valuesOf(issuer) : empty);
  const [kind, setKind] = useState<Kind>(issuer && !issuer.jwksUrl ? "shared" : "jwks");
  const [trusted, setTrusted] = useState(issuer?.emailTrusted ?? false);
  const save = useMutation({
    mutationFn: () =>
      issuer
        ? tokenIssuers.change(issuer.id, change(values, kind, trusted, issuer))
        : tokenIssuers.add(typed(values, kind, trusted)),
    gcTime: 0,
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: issuersKey });
      onClose();
    },
  });
  const { field, text } = useRefused(save.error);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  }
  const at = (name: Name, wrong: string): Omit<ComponentProps<typeof Field>, "label"> => ({
    error: field === name ? wrong : undefined,
    autoComplete: "off",
    spellCheck: false,
    maxLength: longest[name],
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <Dialog
      title={t(issuer ? "identity.changeIssuer" : "identity.add")}
      intro={t("identity.addIntro")}
      onClose={onClose}
    >
      <form className="grid gap-5" noValidate onSubmit={submit}>
        {text && <Notice>{text}</Notice>}
        <Field
          {...at("issuer", t("identity.wrong-issuer"))}
          data-autofocus={issuer ? undefined : true}
          readOnly={Boolean(issuer)}
          label={t("identity.issuer")}
          hint={t("identity.issuerHint")}
        />
        <Field
          {...at("audience", t("identity.wrong-audience"))}
          data-autofocus={issuer ? true : undefined}
          label={t("identity.audience")}
          hint={t("identity.audienceHint")}
        />
        <div className="field">
          <label htmlFor={`${id}-kind`}>{t("identity.kind")}</label>
          <div className="input-wrap">
            <select
              id={`${id}-kind`}
              className="input"
              value={kind}
              onChange={(event) => setKind(event.target.value === "jwks" ? "jwks" : "shared")}
            >
              <option value="jwks">{t("identity.jwks")}</option>
              <option value="shared">{t("identity.shared")}</option>
            </select>
            <ChevronDown className="icon chev" aria-hidden />
          </div>
        </div>
        {kind === "jwks" ? (
          <Field
            {...at("jwksUrl", t("identity.wrong-jwksUrl"))}
            type="url"
            label={t("identity.jwksUrl")}
            hint={t("identity.jwksHint")}
          />
        ) : (
          <Field
            {...at("secret", t("identity.wrong-secret"))}
            type="password"
            autoComplete="new-password"
            label={t("identity.secret")}
            hint={t(
              issuer && !issuer.jwksUrl ? "identity.clientSecretKept" : "identity.secretHint",
            )}
          />
        )}
        <div className="check-row">
          <input
            id={`${id}-trusted`}
            type="checkbox"
            aria-describedby={`${id}-trusted-hint`}
            checked={trusted}
            onChange={(event) => setTrusted(event.target.checked)}
          />
          <label htmlFor={`${id}-trusted`}>{t("identity.trusted")}</label>
          <span id={`${id}-trusted-hint`}>{t("identity.trustedHint")}</span>
        </div>
        <Field {...at("emailClaim", t("identity.wrong-claim"))} label={t("identity.emailClaim")} />
        <Field
          {...at("tenantClaim", t("identity.wrong-claim"))}
          label={t("identity.tenantClaim")}
          hint={t("identity.tenantHint")}
        />
        <Field
          {...at("tenantValue", t("identity.wrong-tenantValue"))}
          label={t("identity.tenantValue")}
        />
        <Button kind="primary" wide type="submit" busy={save.isPending}>
          {issuer
            ? t(save.isPending ? "identity.savingProvider" : "identity.saveProvider")
            : t(save.isPending ? "identity.saving" : "identity.save")}
        </Button>
      </form>
    </Dialog>
  );
}
