import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field } from "@hausruf/ui";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { PasswordField } from "./PasswordField.tsx";
import { SignInProblem } from "./SignInProblem.tsx";
import { useCountdown } from "./useCountdown.ts";
import { useSignIn } from "./useSession.ts";

type Missing = { email: boolean; password: boolean };

export function SignInForm() {
  const { t } = useTexts();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<Missing>({ email: false, password: false });
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const [secondsLeft, wait] = useCountdown();
  const { mutate, error, isPending } = useSignIn();
  const problem = error ? problemOf(error) : null;

  useEffect(() => {
    if (error) notice.current?.focus();
  }, [error]);

  function refused(reason: unknown) {
    const refusal = problemOf(reason);
    if (refusal.code === "wrong-credentials") setPassword("");
    if (refusal.code === "too-many-requests") wait(refusal.retryAfterSeconds);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending || secondsLeft > 0) return;
    const absent = { email: !email.trim(), password: !password };
    setMissing(absent);
    if (absent.email) emailInput.current?.focus();
    else if (absent.password) passwordInput.current?.focus();
    else mutate({ email: email.trim(), password }, { onError: refused });
  }

  return (
    <form noValidate onSubmit={submit}>
      <div>
        <h1 tabIndex={-1}>{t("signIn.title")}</h1>
        <p className="mt-2 text-fg-muted">{t("signIn.intro")}</p>
      </div>
      {problem && <SignInProblem problem={problem} secondsLeft={secondsLeft} ref={notice} />}
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
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button kind="primary" size="big" wide type="submit" busy={isPending || secondsLeft > 0}>
        {t(isPending ? "signIn.submitting" : "signIn.submit")}
      </Button>
    </form>
  );
}
