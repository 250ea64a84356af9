import { languageTexts } from "./areas.ts";
import { planning } from "./areas/planning.ts";

/** What is said about planned calls: loaded with what shows them. */
export const planningTexts = languageTexts({ planning });
