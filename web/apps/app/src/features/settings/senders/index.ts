export { SendersSection } from "./SendersSection.tsx";
