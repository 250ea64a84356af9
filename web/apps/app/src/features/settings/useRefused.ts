import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { settingsProblem } from "./settingsProblem.ts";

/** Of what failed: which field is at fault, or a sentence where none is. */
export function useRefused(error: Error | null): { field: string | null; text: string | null } {
  const { t } = useTexts();
  if (!error) return { field: null, text: null };
  const problem = problemOf(error);
  const field = problem.code === "invalid" ? problem.errors[0]?.field : undefined;
  return field ? { field, text: null } : { field: null, text: settingsProblem(t, problem) };
}
