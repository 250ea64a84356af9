export { RetentionSection } from "./RetentionSection.tsx";
