/** Under which the list is kept. */
export const issuersKey = ["token-issuers"];
