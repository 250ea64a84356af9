import { limits, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice, usePageTitle } from "@hausruf/ui";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { problemText } from "../../problemText.ts";
import { PasswordField } from "../session/index.ts";

export type AccountField = "officeName" | "displayName" | "email" | "newPassword";
export type AccountValues = Record<AccountField, string>;

type Props = {
  title: string;
  intro: string;
  fields: AccountField[];
  submit: string;
  error: Error | null;
  busy: boolean;
  onSubmit: (values: AccountValues) => void;
  foot?: ReactNode;
};

const empty: AccountValues = { officeName: "", displayName: "", email: "", newPassword: "" };
const refusedText = {
  officeName: "accounts.nameRefused",
  displayName: "accounts.nameRefused",
  email: "accounts.emailRefused",
  newPassword: "accounts.passwordRefused",
} as const;
const autoComplete = {
  officeName: "organization",
  displayName: "name",
  email: "username",
  newPassword: "new-password",
} as const;

/** A heading, a few fields and one button; what is missing or refused is said at its field. */
export function AccountForm({ title, intro, fields, submit, error, busy, onSubmit, foot }: Props) {
  const { t } = useTexts();
  const [values, setValues] = useState(empty);
  const [missing, setMissing] = useState<AccountField[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const problem = error ? problemOf(error) : null;
  const refused =
    problem?.code === "invalid" ? problem.errors.map(({ field }) => named(field)) : [];
  usePageTitle(title);

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid], .notice")?.focus();
  }, [error]);

  function send(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const absent = fields.filter((field) => !values[field].trim());
    setMissing(absent);
    const first = absent[0];
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    else onSubmit(values);
  }

  const wrong = (field: AccountField) => {
    if (missing.includes(field)) return t("accounts.missing");
    return refused.includes(field) ? t(refusedText[field]) : undefined;
  };
  return (
    <form className="sign-in" noValidate onSubmit={send} ref={form}>
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        <p className="mt-2 text-fg-muted">{intro}</p>
      </div>
      {problem && problem.code !== "invalid" && <Notice>{problemText(t, problem)}</Notice>}
      {fields.map((field) => {
        const common = {
          name: field,
          error: wrong(field),
          autoComplete: autoComplete[field],
          value: values[field],
          onChange: (event: { target: { value: string } }) =>
            setValues({ ...values, [field]: event.target.value }),
        };
        const label = t(`accounts.${field}`);
        return field === "newPassword" ? (
          <PasswordField key={field} {...common} label={label} hint={t("accounts.passwordHint")} />
        ) : (
          <Field
            key={field}
            {...common}
            label={label}
            type={field === "email" ? "email" : "text"}
            maxLength={field === "email" ? limits.email : limits.name}
          />
        );
      })}
      <Button kind="primary" size="big" wide type="submit" busy={busy}>
        {busy ? t("accounts.working") : submit}
      </Button>
      {foot}
    </form>
  );
}

/** As the server calls it. */
const named = (field: string) => (field === "password" ? "newPassword" : field);
