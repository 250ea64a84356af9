import { addTexts } from "@hausruf/i18n";
import { adminTexts } from "@hausruf/i18n/admins";

addTexts(adminTexts);

export { RetentionSection } from "./RetentionSection.tsx";
