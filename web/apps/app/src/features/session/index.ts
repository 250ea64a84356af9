export { PasswordField } from "./PasswordField.tsx";
export { SignInArt } from "./SignInArt.tsx";
export { SignInDialog } from "./SignInDialog.tsx";
export { learnSession, useSession, useSignOut } from "./useSession.ts";
