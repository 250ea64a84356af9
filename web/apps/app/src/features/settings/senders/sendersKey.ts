/** Under which the list is kept; with it, what invites may choose among. */
export const sendersKey = ["senders"];
