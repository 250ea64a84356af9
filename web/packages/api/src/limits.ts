/** What the server takes: characters, each in one line, then minutes and days. */
export const limits = {
  title: 120,
  name: 80,
  email: 254,
  phone: 40,
  welcome: 200,
  sentence: 400,
  tile: 80,
  minPlanMinutes: 5,
  maxPlanMinutes: 1440,
  minRetentionDays: 7,
  minAuditRetentionDays: 90,
  maxRetentionDays: 3650,
};
