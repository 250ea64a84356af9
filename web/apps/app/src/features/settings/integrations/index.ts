export { IntegrationsSection } from "./IntegrationsSection.tsx";
