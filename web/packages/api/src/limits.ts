/** How many characters the server takes, each in one line. */
export const limits = { title: 120, name: 80 };
