import "@hausruf/i18n/invites";

export { SendersSection } from "./SendersSection.tsx";
