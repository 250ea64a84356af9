export { PeopleSection } from "./PeopleSection.tsx";
