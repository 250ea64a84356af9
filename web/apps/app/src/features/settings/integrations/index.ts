import { addTexts } from "@hausruf/i18n";
import { adminTexts } from "@hausruf/i18n/admins";

addTexts(adminTexts);

export { IntegrationsSection } from "./IntegrationsSection.tsx";
