import type { Problem } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Notice } from "@hausruf/ui";
import type { Ref } from "react";
import { problemText } from "../../problemText.ts";

type Props = { problem: Problem; secondsLeft: number; ref: Ref<HTMLDivElement> };

/** Why signing in failed. The wait is read out once and then only counts down for the eye. */
export function SignInProblem({ problem, secondsLeft, ref }: Props) {
  const { t } = useTexts();
  if (problem.code !== "too-many-requests")
    return <Notice ref={ref}>{problemText(t, problem)}</Notice>;
  if (secondsLeft === 0) return <p role="status">{t("signIn.again")}</p>;
  return (
    <Notice ref={ref}>
      <span className="sr-only">{problemText(t, problem)}</span>
      <span className="tabular-nums" aria-hidden="true">
        {problemText(t, { ...problem, retryAfterSeconds: secondsLeft })}
      </span>
    </Notice>
  );
}
