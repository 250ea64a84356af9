import { deviceProblem } from "./deviceProblem.ts";

/** Why nothing is heard: the chosen speaker is gone, the browser plays nothing, or whatever else. */
export type SpeakerProblem = "missing" | "denied" | "failed";

const endsAfterMs = 1_500;
/** Where the browser neither plays nor says why not. */
const beginsWithinMs = 10_000;

/** Three soft notes on the chosen speaker. @returns why not, if the browser does not play them */
export async function playTestSound(
  speakerId: string | undefined,
): Promise<SpeakerProblem | undefined> {
  let context: AudioContext | undefined;
  try {
    context = new AudioContext();
    await Promise.race([play(context, speakerId), silence()]);
    setTimeout(() => void context?.close(), endsAfterMs);
    return undefined;
  } catch (error) {
    void context?.close();
    return speakerProblem(error);
  }
}

function silence(): Promise<never> {
  return new Promise((_, refuse) => {
    setTimeout(() => refuse(new Error("no sound")), beginsWithinMs);
  });
}

async function play(context: AudioContext, speakerId: string | undefined) {
  const out = context.createMediaStreamDestination();
  for (const [index, pitch] of [523, 659, 784].entries()) note(context, out, pitch, index * 0.25);
  const player = new Audio();
  player.srcObject = out.stream;
  if (speakerId && "setSinkId" in player) await player.setSinkId(speakerId);
  await player.play();
}

/** What `setSinkId` (Audio Output Devices, 2.2) or `play` threw. */
export function speakerProblem(error: unknown): SpeakerProblem {
  const problem = deviceProblem(error);
  return problem === "missing" || problem === "denied" ? problem : "failed";
}

function note(context: AudioContext, out: AudioNode, pitch: number, after: number) {
  const start = context.currentTime + 0.1 + after;
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.25, start + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.45);
  tone.connect(loudness).connect(out);
  tone.start(start);
  tone.stop(start + 0.5);
}
