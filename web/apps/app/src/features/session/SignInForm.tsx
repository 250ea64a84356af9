import "@hausruf/i18n/accounts";
import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field } from "@hausruf/ui";
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { PasswordField } from "./PasswordField.tsx";
import { SignInProblem } from "./SignInProblem.tsx";
import { useCountdown } from "../../useCountdown.ts";
import "./signIn.css";
import { useSignIn } from "./useSession.ts";

type Missing = { email: boolean; password: boolean; code: boolean };

type Props = {
  /** What stands above the fields. */
  head?: ReactNode;
  /** Known already, when somebody has to sign in once more. */
  email?: string;
  onSignedIn?: () => void;
  /** What stands below the button. */
  foot?: ReactNode;
};

export function SignInForm({ head, email: known = "", onSignedIn, foot }: Props) {
  const { t } = useTexts();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<Missing>({ email: false, password: false, code: false });
  /** The password was right; null: no code was asked for. */
  const [code, setCode] = useState<string | null>(null);
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const [secondsLeft, wait] = useCountdown();
  const { mutate, reset, error, isPending } = useSignIn();
  const told = error ? problemOf(error) : null;
  const problem = told?.code === "code-needed" ? null : told;
  const asksForCode = code !== null;

  useEffect(() => {
    if (error) notice.current?.focus();
  }, [error]);

  useEffect(() => {
    if (asksForCode) codeInput.current?.focus();
  }, [asksForCode]);

  function refused(reason: unknown) {
    const refusal = problemOf(reason);
    if (refusal.code === "wrong-credentials") {
      setPassword("");
      setCode(null);
    }
    if (refusal.code === "code-needed" || refusal.code === "wrong-code") setCode("");
    if (refusal.code === "too-many-requests") wait(refusal.retryAfterSeconds);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending || secondsLeft > 0) return;
    const absent = { email: !email.trim(), password: !password, code: code === "" };
    setMissing(absent);
    if (absent.email) emailInput.current?.focus();
    else if (absent.password) passwordInput.current?.focus();
    else if (absent.code) codeInput.current?.focus();
    else
      mutate(
        { email: email.trim(), password, code: code ?? undefined },
        { onError: refused, onSuccess: () => onSignedIn?.() },
      );
  }

  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      {head}
      {problem && <SignInProblem problem={problem} secondsLeft={secondsLeft} ref={notice} />}
      {asksForCode ? (
        <Field
          label={t("signIn.code")}
          hint={t("signIn.codeHint")}
          error={missing.code ? t("signIn.codeMissing") : undefined}
          ref={codeInput}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      ) : (
        <>
          <Field
            label={t("signIn.email")}
            error={missing.email ? t("signIn.emailMissing") : undefined}
            ref={emailInput}
            name="email"
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <PasswordField
            error={missing.password ? t("signIn.passwordMissing") : undefined}
            ref={passwordInput}
            data-autofocus={known ? true : undefined}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      )}
      <Button kind="primary" size="big" wide type="submit" busy={isPending || secondsLeft > 0}>
        {t(isPending ? "signIn.submitting" : "signIn.submit")}
      </Button>
      {asksForCode && (
        <Button
          onClick={() => {
            setCode(null);
            reset();
          }}
        >
          {t("signIn.back")}
        </Button>
      )}
      {foot}
    </form>
  );
}
