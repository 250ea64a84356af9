export { Choice } from "./Choice.tsx";
export { CrashPage } from "./CrashPage.tsx";
export { NotFoundPage } from "./NotFoundPage.tsx";
export { OfficeLayout } from "./OfficeLayout.tsx";
export { SignedIn, SignInFirst } from "./SignedIn.tsx";
export { UnreachablePage } from "./UnreachablePage.tsx";
