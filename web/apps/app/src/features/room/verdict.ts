import type { LineQuality } from "@hausruf/api";

/** What a person would have said of the line: as the server judges it during the call, and long ways besides. */
export function verdict(line: LineQuality): "good" | "fair" | "poor" {
  const loss = Math.max(line.lossSent, line.lossReceived);
  const roundTrip = line.roundTripMillis ?? 0;
  if (loss >= 0.08 || roundTrip >= 800) return "poor";
  return loss >= 0.03 || roundTrip >= 400 || line.reconnects > 0 ? "fair" : "good";
}
