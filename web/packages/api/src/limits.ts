/** How many characters the server takes, each in one line. */
export const limits = {
  title: 120,
  name: 80,
  email: 254,
  phone: 40,
  welcome: 200,
  sentence: 400,
  tile: 80,
};
