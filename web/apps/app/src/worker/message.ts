/** Somebody rings. */
export type IncomingCall = {
  type: "incoming-call";
  callId: string;
  fromName: string;
  language: "de" | "en";
  media: "audio" | "video";
  /** With which this notification, and no other, may answer that call, once. */
  answerSecret: string;
};

/** Nobody rings any more. */
export type CallOver = {
  type: "call-over";
  callId: string;
  fromName: string;
  language: "de" | "en";
  reason: string;
};

export type PushMessage = IncomingCall | CallOver;

/** What the server has pushed; null for what this worker, which may be older than the server, does not know. */
export function readMessage(text: string): PushMessage | null {
  const told = parse(text);
  const { type, callId, fromName, media, answerSecret, reason } = told;
  if (typeof callId !== "string" || typeof fromName !== "string") return null;
  const language = told["language"] === "en" ? "en" : "de";
  const call = { callId, fromName, language } as const;
  if (type === "incoming-call" && typeof answerSecret === "string")
    return { ...call, type, answerSecret, media: media === "video" ? "video" : "audio" };
  if (type === "call-over") return { ...call, type, reason: String(reason) };
  return null;
}

function parse(text: string): Record<string, unknown> {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === "object" && told !== null ? { ...told } : {};
  } catch {
    return {};
  }
}
