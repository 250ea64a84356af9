const everyMs = 100;
/** A calm voice at arm's length fills about half of the meter. */
const fullScale = 0.12;
/** Of what was shown, so much is still shown a tenth of a second later: words do not flicker, and silence is seen soon. */
const fading = 0.75;

/** Tells the loudness of a stream's sound, 0 to 1, ten times a second. @returns how to stop */
export function watchLevel(stream: MediaStream, tell: (level: number) => void): () => void {
  if (stream.getAudioTracks().length === 0) return () => undefined;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let shown = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    shown = nextLevel(shown, rootMeanSquare(samples));
    tell(shown);
  }, everyMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Up at once, down slowly. */
export function nextLevel(shown: number, loudness: number): number {
  return Math.max(Math.min(1, loudness / fullScale), shown * fading);
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
