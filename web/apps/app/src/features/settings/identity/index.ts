export { IdentitySection } from "./IdentitySection.tsx";
