import "@hausruf/i18n/accounts";

export { ForgottenPage } from "./ForgottenPage.tsx";
export { ResetPage } from "./ResetPage.tsx";
export { SenderPage } from "./SenderPage.tsx";
export { SetUpPage } from "./SetUpPage.tsx";
export { WelcomePage } from "./WelcomePage.tsx";
export { OwnAccount } from "./OwnAccount.tsx";
