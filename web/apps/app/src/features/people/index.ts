import "@hausruf/i18n/people";
import { addTexts } from "@hausruf/i18n";
import { adminTexts } from "@hausruf/i18n/admins";

// Erasing somebody speaks of what is kept, as the section of the settings does.
addTexts(adminTexts);

export { PeopleSection } from "./PeopleSection.tsx";
