import type { Problem } from "@hausruf/api";
import type { useTexts } from "@hausruf/i18n";
import { problemText } from "../../problemText.ts";

/** One sentence for a refusal in the settings, where being an admin is what counts. */
export function settingsProblem(t: ReturnType<typeof useTexts>["t"], problem: Problem): string {
  return problem.code === "forbidden" ? t("settings.forbidden") : problemText(t, problem);
}
