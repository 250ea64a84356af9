/** Why a microphone or camera cannot be used; each needs another way out. */
export type DeviceProblem = "denied" | "missing" | "busy" | "failed";

/** What `getUserMedia` threw, told apart by name (Media Capture and Streams, 10.3.1). */
export function deviceProblem(error: unknown): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

export type CapturedKind = "microphone" | "camera";
export type DeviceProblems = Partial<Record<CapturedKind, DeviceProblem>>;
export type ProblemText = { kind: CapturedKind | "both"; problem: DeviceProblem };

/** The same trouble with both is told once. */
export function problemTexts({ microphone, camera }: DeviceProblems): ProblemText[] {
  if (microphone && microphone === camera) return [{ kind: "both", problem: microphone }];
  const texts: ProblemText[] = [];
  if (microphone) texts.push({ kind: "microphone", problem: microphone });
  if (camera) texts.push({ kind: "camera", problem: camera });
  return texts;
}
