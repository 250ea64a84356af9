import { addTexts } from "@hausruf/i18n";
import { planningTexts } from "@hausruf/i18n/planning";

addTexts(planningTexts);
