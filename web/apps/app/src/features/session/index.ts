export { SignInPage } from "./SignInPage.tsx";
export { useSession, useSignOut } from "./useSession.ts";
