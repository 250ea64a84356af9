import "@hausruf/i18n/people";

export { AccountSection } from "./AccountSection.tsx";
export { CallsSection } from "./CallsSection.tsx";
export { SettingsPage } from "./SettingsPage.tsx";
