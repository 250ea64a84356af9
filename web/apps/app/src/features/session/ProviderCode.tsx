import { problemOf, provider, type Session } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { sessionKey } from "../../queryClient.ts";
import { useCountdown } from "../../useCountdown.ts";
import { SignInProblem } from "./SignInProblem.tsx";

/** The second step of somebody whom the sign-in service has sent back. */
export function ProviderCode({ back }: { back: string | undefined }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const [secondsLeft, wait] = useCountdown();
  const input = useRef<HTMLInputElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  const { mutate, error, isPending } = useMutation({
    mutationFn: provider.prove,
    onSuccess: (session) => cache.setQueryData<Session | null>(sessionKey, session),
    onError: (reason) => {
      const problem = problemOf(reason);
      setCode("");
      if (problem.code === "too-many-requests") wait(problem.retryAfterSeconds);
    },
  });
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (error) notice.current?.focus();
  }, [error]);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending || secondsLeft > 0) return;
    setMissing(!code.trim());
    if (code.trim()) mutate(code.trim());
    else input.current?.focus();
  }
  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <h1 tabIndex={-1}>{t("signIn.title")}</h1>
      {error && <SignInProblem problem={problemOf(error)} secondsLeft={secondsLeft} ref={notice} />}
      <Field
        label={t("signIn.code")}
        hint={t("signIn.codeHint")}
        error={missing ? t("signIn.codeMissing") : undefined}
        ref={input}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button kind="primary" size="big" wide type="submit" busy={isPending || secondsLeft > 0}>
        {t(isPending ? "signIn.submitting" : "signIn.submit")}
      </Button>
      <p className="sign-foot">
        <Link to="/sign-in" search={back ? { back } : {}}>
          {t("signIn.back")}
        </Link>
      </p>
    </form>
  );
}
