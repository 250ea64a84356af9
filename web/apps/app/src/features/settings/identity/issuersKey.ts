/** Under which the list is kept. */
export const issuersKey = ["token-issuers"];

/** The same of sign-in services. */
export const providersKey = ["sign-in-providers"];
