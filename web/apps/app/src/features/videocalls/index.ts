export { VideocallsPage } from "./VideocallsPage.tsx";
