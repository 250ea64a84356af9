import type { Problem } from "@hausruf/api";
import type { useTexts } from "@hausruf/i18n";

/** One sentence for a refusal, where there is nothing more specific to say. */
export function problemText(t: ReturnType<typeof useTexts>["t"], problem: Problem): string {
  if (problem.code !== "too-many-requests") return t(`problem.${problem.code}`);
  const { retryAfterSeconds: seconds } = problem;
  return seconds > 90
    ? t("problem.too-many-minutes", { count: Math.ceil(seconds / 60) })
    : t("problem.too-many-requests", { count: seconds });
}
