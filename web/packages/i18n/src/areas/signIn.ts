import { area } from "../areas.ts";

export const signIn = area({
  de: {
    title: "Anmelden",
    intro: "Mit Ihrem Konto im Büro.",
    email: "E-Mail-Adresse",
    password: "Passwort",
    showPassword: "Passwort anzeigen",
    hidePassword: "Passwort verbergen",
    submit: "Anmelden",
    submitting: "Wird angemeldet …",
    emailMissing: "Geben Sie Ihre E-Mail-Adresse ein.",
    emailInvalid: "Das ist keine E-Mail-Adresse.",
    passwordMissing: "Geben Sie Ihr Passwort ein.",
    again: "Sie können es jetzt wieder versuchen.",
    claim: "Anrufe, die Ihrem Büro gehören.",
  },
  en: {
    title: "Sign in",
    intro: "With your office account.",
    email: "E-mail address",
    password: "Password",
    showPassword: "Show password",
    hidePassword: "Hide password",
    submit: "Sign in",
    submitting: "Signing in …",
    emailMissing: "Enter your e-mail address.",
    emailInvalid: "This is not an e-mail address.",
    passwordMissing: "Enter your password.",
    again: "You can try again now.",
    claim: "Calls your office owns.",
  },
});
