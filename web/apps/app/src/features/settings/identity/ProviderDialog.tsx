import { signInProviders, type SignInProvider } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type ChangeEvent, type ComponentProps, type FormEvent } from "react";
import { useRefused } from "../useRefused.ts";
import { providersKey } from "./issuersKey.ts";

type Name = "name" | "issuer" | "clientId" | "clientSecret" | "joinDomains";

/** Not of the secret: one that was pasted and cut off would be another, and nobody could see that. */
const longest: Partial<Record<Name, number>> = { name: 80, issuer: 500, clientId: 200 };

type Props = {
  /** None: a new one. */
  provider?: SignInProvider;
  onClose: () => void;
};

/** Has the office's people sign in with somebody else, or with that one otherwise. */
export function ProviderDialog({ provider, onClose }: Props) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [values, setValues] = useState<Record<Name, string>>({
    name: provider?.name ?? "",
    issuer: provider?.issuer ?? "",
    clientId: provider?.clientId ?? "",
    clientSecret: "",
    joinDomains: provider?.joinDomains.join(", ") ?? "",
  });
  const [emailTrusted, setTrusted] = useState(provider?.emailTrusted ?? false);
  const [asksSecondFactor, setAsks] = useState(provider?.asksSecondFactor ?? true);
  const save = useMutation({
    mutationFn: () => {
      const { name, issuer, clientId, clientSecret } = values;
      const joinDomains = values.joinDomains.split(/[\s,]+/).filter(Boolean);
      const secret = clientSecret && { clientSecret };
      const change = { name, clientId, ...secret, emailTrusted, asksSecondFactor, joinDomains };
      return provider
        ? signInProviders.change(provider.id, change)
        : signInProviders.add({ ...change, issuer });
    },
    gcTime: 0,
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: providersKey });
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
      title={t(provider ? "identity.changeProvider" : "identity.addProvider")}
      intro={t("identity.providerIntro")}
      onClose={onClose}
    >
      <form className="grid gap-5" noValidate onSubmit={submit}>
        {text && <Notice>{text}</Notice>}
        <Field
          {...at("name", t("identity.wrong-name"))}
          data-autofocus
          label={t("identity.providerName")}
          hint={t("identity.providerNameHint")}
        />
        <Field
          {...at("issuer", t("identity.wrong-providerIssuer"))}
          readOnly={Boolean(provider)}
          type="url"
          label={t("identity.issuer")}
          hint={t("identity.providerIssuerHint")}
        />
        <Field {...at("clientId", t("identity.wrong-clientId"))} label={t("identity.clientId")} />
        <Field
          {...at("clientSecret", t("identity.wrong-clientSecret"))}
          type="password"
          autoComplete="new-password"
          label={t("identity.clientSecret")}
          hint={t(provider ? "identity.clientSecretKept" : "identity.clientSecretHint")}
        />
        <Tick
          label={t("identity.providerTrusted")}
          hint={t("identity.providerTrustedHint")}
          checked={emailTrusted}
          onChange={setTrusted}
        />
        <Tick
          label={t("identity.asksFactor")}
          hint={t("identity.asksFactorHint")}
          checked={asksSecondFactor}
          onChange={setAsks}
        />
        <Field
          {...at("joinDomains", t("identity.wrong-joinDomains"))}
          label={t("identity.joinDomains")}
          hint={t("identity.joinDomainsHint")}
        />
        <Button kind="primary" wide type="submit" busy={save.isPending}>
          {t(save.isPending ? "identity.savingProvider" : "identity.saveProvider")}
        </Button>
      </form>
    </Dialog>
  );
}

type TickProps = {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

function Tick({ label, hint, checked, onChange }: TickProps) {
  const id = useId();
  return (
    <div className="check-row">
      <input
        id={id}
        type="checkbox"
        aria-describedby={`${id}-hint`}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      <span id={`${id}-hint`}>{hint}</span>
    </div>
  );
}
