export const webhooksKey = ["webhooks"];

export const deliveriesKey = (webhookId: string) => ["webhook-deliveries", webhookId];
